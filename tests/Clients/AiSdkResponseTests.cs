namespace Platform.Tests.Clients;

/// <summary>The npm packages <c>ai</c> and <c>@ai-sdk/openai</c> as they come.</summary>
public sealed class AiSdkResponseTests(ReplicatedPlatform platform) : ResponseClientTests(platform, new NodeStories(platform, "ai-sdk-responses.mjs"));
