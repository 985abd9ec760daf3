namespace Platform.Tests.Clients;

/// <summary>The npm package <c>@openai/agents</c>, whose results do not say why the model stopped.</summary>
public sealed class AgentsChatTests(ReplicatedPlatform platform) : ChatClientTests(platform, new NodeStories(platform, "agents-chat.mjs") { TellsFinishReason = false });
