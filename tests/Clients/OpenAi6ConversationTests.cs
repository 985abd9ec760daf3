namespace Platform.Tests.Clients;

/// <summary>The npm package <c>openai</c>, version 6.</summary>
public sealed class OpenAi6ConversationTests(ReplicatedPlatform platform) : ConversationClientTests(platform, new NodeStories(platform, "openai-conversations.mjs", "openai-6"));
