namespace Platform.Tests.Clients;

/// <summary>The npm package <c>@langchain/openai</c>.</summary>
public sealed class LangChainChatTests(ReplicatedPlatform platform) : ClientTests(platform, new NodeStories(platform, "langchain-chat.mjs"));
