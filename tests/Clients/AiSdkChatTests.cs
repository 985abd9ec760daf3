namespace Platform.Tests.Clients;

/// <summary>The npm packages <c>ai</c> and <c>@ai-sdk/openai</c>.</summary>
public sealed class AiSdkChatTests(ReplicatedPlatform platform) : ClientTests(platform, new NodeStories(platform, "ai-sdk-chat.mjs"));
