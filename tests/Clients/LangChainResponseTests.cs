namespace Platform.Tests.Clients;

/// <summary>The npm package <c>@langchain/openai</c>. What the platform says of a broken stream it passes over.</summary>
public sealed class LangChainResponseTests(ReplicatedPlatform platform) : ResponseClientTests(platform, new NodeStories(platform, "langchain-responses.mjs") { Done = "completed", TellsWhyAStreamBroke = false });
