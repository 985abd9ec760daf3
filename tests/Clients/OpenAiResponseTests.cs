namespace Platform.Tests.Clients;

/// <summary>The npm package <c>openai</c>, version 7.</summary>
public sealed class OpenAiResponseTests(ReplicatedPlatform platform) : StoredResponseClientTests(platform, new NodeStories(platform, "openai-responses.mjs", "openai") { Done = "completed" });
