namespace Platform.Tests.Clients;

/// <summary>The npm package <c>@openai/agents</c>, whose results do not say why the model stopped.</summary>
public sealed class AgentsChatTests(ReplicatedPlatform platform) : ClientTests(platform, new NodeStories(platform, "agents-chat.mjs") { Done = null });
