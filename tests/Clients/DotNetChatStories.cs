using System.ClientModel;
using System.Text;
using System.Text.Json;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Models;
using Xunit;

namespace Platform.Tests.Clients;

/// <summary>The NuGet package <c>OpenAI</c>: chat completions and models.</summary>
internal sealed class DotNetChatStories(ReplicatedPlatform platform) : DotNetStories(platform)
{
    private const string WeatherSchema = """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""";

    protected override Dictionary<string, Func<Task<object>>> Stories => new()
    {
        ["chat"] = Chat,
        ["stream"] = Stream,
        ["tools"] = () => Tools(CompleteAsync),
        ["streamedTools"] = () => Tools(StreamToolsAsync),
        ["schema"] = Schema,
        ["session"] = Session,
        ["models"] = Models,
        ["errors"] = Errors,
        ["busy"] = Busy,
        ["retry"] = Retry,
        ["abort"] = Abort,
        ["breakdown"] = Breakdown,
    };

    private async Task<object> Chat()
    {
        var answer = (await Client("agent/echo").CompleteChatAsync([new SystemChatMessage("s"), new UserChatMessage("hello")], cancellationToken: Cancellation)).Value;
        return new { text = answer.Content[0].Text, finish = Finish(answer.FinishReason), tokens = answer.Usage.TotalTokenCount };
    }

    private async Task<object> Stream()
    {
        var text = new StringBuilder();
        (string? finish, int tokens) = (null, 0);
        await foreach (var update in Client("builtin/echo?tokenMs=1").CompleteChatStreamingAsync([new UserChatMessage("hello")], cancellationToken: Cancellation))
        {
            text.Append(string.Concat(update.ContentUpdate.Select(static part => part.Text)));
            finish = update.FinishReason is { } reason ? Finish(reason) : finish;
            tokens = update.Usage?.TotalTokenCount ?? tokens;
        }

        return new { text = text.ToString(), finish, tokens };
    }

    private async Task<object> Tools(Func<ChatClient, List<ChatMessage>, ChatCompletionOptions, Task<(ChatToolCall[] Calls, string Text)>> ask)
    {
        var options = new ChatCompletionOptions { Tools = { ChatTool.CreateFunctionTool("get_weather", "d", BinaryData.FromString(WeatherSchema)) } };
        var client = Client("builtin/echo?tool=1");
        List<ChatMessage> messages = [new UserChatMessage("weather?")];
        var (calls, _) = await ask(client, messages, options);
        messages.Add(new AssistantChatMessage(calls));
        foreach (var call in calls)
            messages.Add(new ToolChatMessage(call.Id, "sunny"));
        return new
        {
            called = calls.Select(static call => JsonElement.Parse(call.FunctionArguments.ToString())).ToArray(),
            text = (await ask(client, messages, options)).Text,
        };
    }

    private static async Task<(ChatToolCall[] Calls, string Text)> CompleteAsync(ChatClient client, List<ChatMessage> messages, ChatCompletionOptions options)
    {
        var answer = (await client.CompleteChatAsync(messages, options, Cancellation)).Value;
        return ([.. answer.ToolCalls], string.Concat(answer.Content.Select(static part => part.Text)));
    }

    private static async Task<(ChatToolCall[] Calls, string Text)> StreamToolsAsync(ChatClient client, List<ChatMessage> messages, ChatCompletionOptions options)
    {
        var text = new StringBuilder();
        var calls = new SortedDictionary<int, (string Id, string Name, StringBuilder Arguments)>();
        await foreach (var update in client.CompleteChatStreamingAsync(messages, options, Cancellation))
        {
            text.Append(string.Concat(update.ContentUpdate.Select(static part => part.Text)));
            foreach (var piece in update.ToolCallUpdates)
            {
                calls.TryAdd(piece.Index, (piece.ToolCallId, piece.FunctionName, new StringBuilder()));
                calls[piece.Index].Arguments.Append(piece.FunctionArgumentsUpdate);
            }
        }

        return ([.. calls.Values.Select(static call => ChatToolCall.CreateFunctionToolCall(call.Id, call.Name, BinaryData.FromString(call.Arguments.ToString())))], text.ToString());
    }

    private async Task<object> Schema()
    {
        var options = new ChatCompletionOptions { ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat("place", BinaryData.FromString(WeatherSchema)) };
        return JsonElement.Parse((await Client("builtin/echo").CompleteChatAsync([new UserChatMessage("where?")], options, Cancellation)).Value.Content[0].Text);
    }

    private async Task<object> Session()
    {
        var session = NewId();
        var client = Client("builtin/echo?history=1", ("x-session-id", session));
        var texts = new List<string>();
        foreach (var content in new[] { "one", "two", "three" })
            texts.Add((await client.CompleteChatAsync([new UserChatMessage(content)], cancellationToken: Cancellation)).Value.Content[0].Text);
        return new { session, texts };
    }

    private async Task<object> Models()
    {
        var client = new OpenAIModelClient(new ApiKeyCredential(Platform.Key), Prepared(new OpenAIClientOptions { Endpoint = Endpoint }));
        var found = new List<string>();
        foreach (var id in new[] { "agent/echo", "builtin/echo", "builtin/echo?tokens=5" })
            found.Add((await client.GetModelAsync(id, Cancellation)).Value.Id);
        var ids = (await client.GetModelsAsync(Cancellation)).Value.Select(static model => model.Id).ToArray();
        return new { ids, found, unknown = Told(await Assert.ThrowsAsync<ClientResultException>(() => client.GetModelAsync("agent/nobody", Cancellation))) };
    }

    private async Task<object> Errors()
    {
        var stranger = new ChatClient("builtin/echo", new ApiKeyCredential("sk-nobody"), Prepared(new OpenAIClientOptions { Endpoint = Endpoint }));
        return new
        {
            key = await Refusal(stranger),
            model = await Refusal(Client("nowhere/nothing")),
            agent = await Refusal(Client("agent/nobody")),
            field = await Refusal(Client("builtin/echo"), new ChatCompletionOptions { Temperature = 3 }),
        };
    }

    private async Task<object> Busy()
    {
        var session = NewId();
        await using var running = Client("builtin/echo?tokens=100&tokenMs=10000", ("x-session-id", session))
            .CompleteChatStreamingAsync([new UserChatMessage("x")], cancellationToken: Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await running.MoveNextAsync());
        var before = Requests;
        var error = await Assert.ThrowsAsync<ClientResultException>(
            () => Client("agent/strict", ("x-session-id", session)).CompleteChatAsync([new UserChatMessage("y")], cancellationToken: Cancellation));
        var tries = AnswersSince(before);
        await Platform.Cancel(session, Cancellation);
        return new { status = error.Status, code = Code(error), tries };
    }

    private async Task<object> Retry()
    {
        var session = NewId();
        var client = Client("builtin/echo", ("x-session-id", session), ("Idempotency-Key", NewId()));
        var before = Requests;
        DropAnswers(1);
        var answer = (await client.CompleteChatAsync([new UserChatMessage("once")], cancellationToken: Cancellation)).Value;
        return new { session, text = answer.Content[0].Text, tries = AnswersSince(before) };
    }

    private async Task<object> Abort()
    {
        var session = NewId();
        var client = Client("builtin/echo?tokens=20&tokenMs=50", ("x-session-id", session));
        var pieces = 0;
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in client.CompleteChatStreamingAsync([new UserChatMessage("on and on")], cancellationToken: leave.Token))
            {
                if (update.ContentUpdate.Any(static part => part.Text.Length > 0) && ++pieces == 1)
                    await leave.CancelAsync();
            }
        });
        return new { session, pieces };
    }

    private async Task<object> Breakdown()
    {
        var text = new StringBuilder();
        var error = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await foreach (var update in Client("builtin/echo?tokens=9&tokenMs=20&failAfter=3").CompleteChatStreamingAsync([new UserChatMessage("x")], cancellationToken: Cancellation))
                text.Append(string.Concat(update.ContentUpdate.Select(static part => part.Text)));
        });
        return new { text = text.ToString(), message = error.Message };
    }

    private async Task<object> Refusal(ChatClient client, ChatCompletionOptions? options = null) => Told(
        await Assert.ThrowsAsync<ClientResultException>(() => client.CompleteChatAsync([new UserChatMessage("x")], options, Cancellation)));

    private static string Finish(ChatFinishReason reason) => JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString());

    private ChatClient Client(string model, params (string Name, string Value)[] headers) =>
        new(model, new ApiKeyCredential(Platform.Key), Prepared(new OpenAIClientOptions { Endpoint = Endpoint }, headers));
}
