namespace Platform.Tests.Clients;

/// <summary>The npm package <c>openai</c>, version 6.</summary>
public sealed class OpenAi6ChatTests(ReplicatedPlatform platform) : ModelClientTests(platform, new NodeStories(platform, "openai-chat.mjs", "openai-6"));
