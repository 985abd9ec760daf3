namespace Platform.Tests.Clients;

/// <summary>The npm package <c>openai</c>, version 7.</summary>
public sealed class OpenAiConversationTests(ReplicatedPlatform platform) : ConversationClientTests(platform, new NodeStories(platform, "openai-conversations.mjs", "openai"));
