namespace Platform.Tests.Clients;

/// <summary>The NuGet package <c>OpenAI</c>.</summary>
public sealed class DotNetConversationTests(ReplicatedPlatform platform) : ConversationClientTests(platform, new DotNetConversationStories(platform));
