namespace Platform.Tests.Clients;

/// <summary>The npm package <c>openai</c>, version 7.</summary>
public sealed class OpenAiChatTests(ReplicatedPlatform platform) : ModelClientTests(platform, new NodeStories(platform, "openai-chat.mjs", "openai"));
