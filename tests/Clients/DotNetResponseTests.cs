namespace Platform.Tests.Clients;

/// <summary>The NuGet package <c>OpenAI</c>.</summary>
public sealed class DotNetResponseTests(ReplicatedPlatform platform) : StoredResponseClientTests(platform, new DotNetResponseStories(platform) { Done = "completed" });
