namespace Platform.Tests.Clients;

/// <summary>The npm package <c>openai</c>, version 6.</summary>
public sealed class OpenAi6ResponseTests(ReplicatedPlatform platform) : StoredResponseClientTests(platform, new NodeStories(platform, "openai-responses.mjs", "openai-6") { Done = "completed" });
