using System.ClientModel;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Models;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.ChatCompletions;

/// <summary>The official .NET client, which is strict about what it reads.</summary>
public sealed class OpenAiClientTests(PlatformFixture platform) : ApiTest(platform)
{
    [Fact]
    public async Task it_chats()
    {
        var completion = (await Client("builtin/echo").CompleteChatAsync([new SystemChatMessage("s"), new UserChatMessage("hello")], cancellationToken: Cancellation)).Value;
        Assert.Equal(("echo: hello", ChatFinishReason.Stop, "builtin/echo"), (completion.Content[0].Text, completion.FinishReason, completion.Model));
        Assert.True(completion.Usage.TotalTokenCount > 0);
    }

    [Fact]
    public async Task it_streams()
    {
        var text = "";
        ChatFinishReason? reason = null;
        ChatTokenUsage? usage = null;
        await foreach (var update in Client("builtin/echo?tokens=5").CompleteChatStreamingAsync([new UserChatMessage("hello")], cancellationToken: Cancellation))
        {
            text += string.Concat(update.ContentUpdate.Select(static part => part.Text));
            reason ??= update.FinishReason;
            usage ??= update.Usage;
        }

        Assert.NotEqual("", text);
        Assert.Equal(ChatFinishReason.Stop, reason);
        Assert.True(usage!.OutputTokenCount > 0);
    }

    [Fact]
    public async Task it_goes_round_with_tools()
    {
        var options = new ChatCompletionOptions { Tools = { ChatTool.CreateFunctionTool("get_weather", "d", BinaryData.FromString("""{"type":"object"}""")) } };
        List<ChatMessage> messages = [new UserChatMessage("weather?")];
        var asked = (await Client("builtin/echo?tool=1").CompleteChatAsync(messages, options, Cancellation)).Value;
        Assert.Equal(ChatFinishReason.ToolCalls, asked.FinishReason);
        messages.Add(new AssistantChatMessage(asked));
        messages.Add(new ToolChatMessage(asked.ToolCalls[0].Id, "sunny"));
        var answered = (await Client("builtin/echo?tool=1").CompleteChatAsync(messages, options, Cancellation)).Value;
        Assert.Equal(ChatFinishReason.Stop, answered.FinishReason);
    }

    [Fact]
    public async Task it_lists_models_and_finds_one()
    {
        var client = new OpenAIModelClient(new ApiKeyCredential(OwnerKey), Options());
        Assert.Contains((await client.GetModelsAsync(Cancellation)).Value, static model => model.Id == "agent/echo");
        Assert.Equal("builtin/echo", (await client.GetModelAsync("builtin/echo", Cancellation)).Value.Id);
    }

    [Fact]
    public async Task it_is_told_errors()
    {
        var unknown = await Assert.ThrowsAsync<ClientResultException>(() => Client("nowhere/nothing").CompleteChatAsync([new UserChatMessage("x")], cancellationToken: Cancellation));
        Assert.Equal(404, unknown.Status);
        Assert.Contains("model_not_found", unknown.Message);
        var stranger = new ChatClient("builtin/echo", new ApiKeyCredential("sk-nobody"), Options());
        Assert.Equal(401, (await Assert.ThrowsAsync<ClientResultException>(() => stranger.CompleteChatAsync([new UserChatMessage("x")], cancellationToken: Cancellation))).Status);
    }

    private ChatClient Client(string model) => new(model, new ApiKeyCredential(OwnerKey), Options());

    private OpenAIClientOptions Options() => new() { Endpoint = new Uri(Platform.Address, "/v1") };
}
