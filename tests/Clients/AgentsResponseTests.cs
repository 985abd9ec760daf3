namespace Platform.Tests.Clients;

/// <summary>The npm package <c>@openai/agents</c> as it comes. Of a broken stream it tells that it broke, and not why.</summary>
public sealed class AgentsResponseTests(ReplicatedPlatform platform) : ResponseClientTests(platform, new NodeStories(platform, "agents-responses.mjs") { Done = null, TellsWhyAStreamBroke = false });
