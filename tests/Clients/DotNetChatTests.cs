namespace Platform.Tests.Clients;

/// <summary>The NuGet package <c>OpenAI</c>. What the platform says of a broken stream it passes over; that it broke it tells.</summary>
public sealed class DotNetChatTests(ReplicatedPlatform platform) : ModelClientTests(platform, new DotNetChatStories(platform) { TellsWhyAStreamBroke = false });
