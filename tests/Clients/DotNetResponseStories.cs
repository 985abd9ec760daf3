#pragma warning disable OPENAI001 // The library marks these APIs as experimental; applications use them all the same.
using System.ClientModel;
using System.Text;
using System.Text.Json;
using OpenAI.Responses;
using Xunit;

namespace Platform.Tests.Clients;

/// <summary>The NuGet package <c>OpenAI</c>: responses.</summary>
internal sealed class DotNetResponseStories(ReplicatedPlatform platform) : DotNetStories(platform)
{
    private const string WeatherSchema = """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""";

    protected override Dictionary<string, Func<Task<object>>> Stories => new()
    {
        ["chat"] = Chat,
        ["stream"] = Stream,
        ["tools"] = () => Tools(Whole),
        ["streamedTools"] = () => Tools(Streamed),
        ["schema"] = Schema,
        ["session"] = Session,
        ["chain"] = Chain,
        ["stored"] = Stored,
        ["resumed"] = Resumed,
        ["background"] = Background,
        ["errors"] = Errors,
        ["busy"] = Busy,
        ["retry"] = Retry,
        ["abort"] = Abort,
        ["breakdown"] = Breakdown,
    };

    private async Task<object> Chat()
    {
        var asked = Ask("agent/echo", "hello");
        asked.Instructions = "s";
        var answer = await Whole(asked);
        return new { text = answer.GetOutputText(), tokens = answer.Usage.TotalTokenCount, finish = Status(answer) };
    }

    private async Task<object> Stream()
    {
        var answer = await Streamed(Ask("builtin/echo?tokenMs=1", "hello"));
        return new { text = answer.GetOutputText(), tokens = answer.Usage.TotalTokenCount, finish = Status(answer) };
    }

    private static async Task<object> Tools(Func<CreateResponseOptions, Task<ResponseResult>> ask)
    {
        var asked = await ask(WithTool(Ask("builtin/echo?tool=1", "weather?")));
        var calls = asked.OutputItems.OfType<FunctionCallResponseItem>().ToArray();
        var second = WithTool(new CreateResponseOptions("builtin/echo?tool=1", calls.Select(static call => ResponseItem.CreateFunctionCallOutputItem(call.CallId, "sunny"))));
        second.PreviousResponseId = asked.Id;
        return new
        {
            called = calls.Select(static call => JsonElement.Parse(call.FunctionArguments.ToString())).ToArray(),
            text = (await ask(second)).GetOutputText(),
        };
    }

    private async Task<object> Schema()
    {
        var asked = Ask("builtin/echo", "where?");
        asked.TextOptions = new ResponseTextOptions { TextFormat = ResponseTextFormat.CreateJsonSchemaFormat("place", BinaryData.FromString(WeatherSchema), null, null) };
        return JsonElement.Parse((await Whole(asked)).GetOutputText());
    }

    private async Task<object> Session()
    {
        var session = await Platform.NewSession(Cancellation);
        var texts = new List<string>();
        foreach (var content in new[] { "one", "two", "three" })
            texts.Add((await Whole(Ask("builtin/echo?history=1", content, session))).GetOutputText());
        return new { session, texts };
    }

    private async Task<object> Chain()
    {
        var texts = new List<string>();
        string? previous = null;
        foreach (var content in new[] { "one", "two", "three" })
        {
            var answer = (await Client().CreateResponseAsync("builtin/echo?history=1", content, previous, Cancellation)).Value;
            texts.Add(answer.GetOutputText());
            previous = answer.Id;
        }

        return texts;
    }

    private async Task<object> Stored()
    {
        var client = Client();
        var asked = Ask("builtin/echo", "keep");
        asked.Metadata["k"] = "v";
        var made = (await client.CreateResponseAsync(asked, Cancellation)).Value;
        var found = (await client.GetResponseAsync(made.Id, Cancellation)).Value;
        var inputs = new List<string>();
        await foreach (var item in client.GetResponseInputItemsAsync(made.Id, Cancellation))
            inputs.Add(((MessageResponseItem)item).Content[0].Text);
        await client.DeleteResponseAsync(made.Id, Cancellation);
        return new
        {
            text = found.GetOutputText(),
            label = found.Metadata["k"],
            inputs,
            gone = Told(await Assert.ThrowsAsync<ClientResultException>(() => client.GetResponseAsync(made.Id, Cancellation))),
        };
    }

    private async Task<object> Resumed()
    {
        var client = Client();
        var asked = Ask("builtin/echo?tokens=20&tokenMs=50", "on and on");
        asked.BackgroundModeEnabled = true;
        asked.StreamingEnabled = true;
        string? id = null;
        var last = 0;
        var text = new StringBuilder();
        await foreach (var update in await client.CreateResponseStreamingAsync(asked, Cancellation))
        {
            id ??= (update as StreamingResponseCreatedUpdate)?.Response.Id;
            last = update.SequenceNumber;
            if (update is not StreamingResponseOutputTextDeltaUpdate piece)
                continue;
            text.Append(piece.Delta);
            break;
        }

        var numbers = new List<int>();
        await foreach (var update in await client.GetResponseStreamingAsync(new GetResponseOptions(id) { StreamingEnabled = true, StartingAfter = last }, Cancellation))
        {
            numbers.Add(update.SequenceNumber - last);
            if (update is StreamingResponseOutputTextDeltaUpdate piece)
                text.Append(piece.Delta);
            if (update is StreamingResponseCompletedUpdate { Response: var whole })
                return new { text = text.ToString(), whole = whole.GetOutputText(), inOrder = numbers.SequenceEqual(Enumerable.Range(1, numbers.Count)) };
        }

        throw new InvalidOperationException("The resumed stream did not end with response.completed.");
    }

    private async Task<object> Background()
    {
        var client = Client();
        var asked = Ask("builtin/echo?tokens=100&tokenMs=10000", "x");
        asked.BackgroundModeEnabled = true;
        var begun = (await client.CreateResponseAsync(asked, Cancellation)).Value;
        var cancelled = (await client.CancelResponseAsync(begun.Id, Cancellation)).Value;
        return new { begun = Status(begun), cancelled = Status(cancelled), found = Status((await client.GetResponseAsync(begun.Id, Cancellation)).Value) };
    }

    private async Task<object> Errors()
    {
        var stranger = new ResponsesClient(new ApiKeyCredential("sk-nobody"), Prepared(new ResponsesClientOptions { Endpoint = Endpoint }));
        var hot = Ask("builtin/echo", "x");
        hot.Temperature = 3;
        return new
        {
            key = await Refusal(Ask("builtin/echo", "x"), stranger),
            model = await Refusal(Ask("nowhere/nothing", "x")),
            agent = await Refusal(Ask("agent/nobody", "x")),
            field = await Refusal(hot),
        };
    }

    private async Task<object> Busy()
    {
        var session = await Platform.NewSession(Cancellation);
        var running = Ask("builtin/echo?tokens=100&tokenMs=10000", "x", session);
        running.StreamingEnabled = true;
        await foreach (var update in await Client().CreateResponseStreamingAsync(running, Cancellation))
        {
            if (update is not StreamingResponseOutputTextDeltaUpdate)
                continue;
            var before = Requests;
            var error = await Assert.ThrowsAsync<ClientResultException>(() => Whole(Ask("agent/strict", "y", session)));
            var tries = AnswersSince(before);
            await Platform.Cancel(session, Cancellation);
            return new { status = error.Status, code = Code(error), tries };
        }

        throw new InvalidOperationException("The stream ended without text.");
    }

    private async Task<object> Retry()
    {
        var session = await Platform.NewSession(Cancellation);
        var before = Requests;
        DropAnswers(1);
        var answer = (await Client(("Idempotency-Key", NewId())).CreateResponseAsync(Ask("builtin/echo", "once", session), Cancellation)).Value;
        return new { session, text = answer.GetOutputText(), tries = AnswersSince(before) };
    }

    private async Task<object> Abort()
    {
        var session = await Platform.NewSession(Cancellation);
        var asked = Ask("builtin/echo?tokens=20&tokenMs=50", "on and on", session);
        asked.StreamingEnabled = true;
        var pieces = 0;
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in await Client().CreateResponseStreamingAsync(asked, leave.Token))
            {
                if (update is StreamingResponseOutputTextDeltaUpdate && ++pieces == 1)
                    await leave.CancelAsync();
            }
        });
        return new { session, pieces };
    }

    private async Task<object> Breakdown()
    {
        var asked = Ask("builtin/echo?tokens=9&tokenMs=20&failAfter=3", "x");
        asked.StreamingEnabled = true;
        var text = new StringBuilder();
        await foreach (var update in await Client().CreateResponseStreamingAsync(asked, Cancellation))
        {
            if (update is StreamingResponseOutputTextDeltaUpdate piece)
                text.Append(piece.Delta);
            if (update is StreamingResponseFailedUpdate { Response.Error: var error })
                return new { text = text.ToString(), message = error.Message, code = error.Code.ToString() };
        }

        throw new InvalidOperationException("The stream ended as if it were complete.");
    }

    private async Task<object> Refusal(CreateResponseOptions asked, ResponsesClient? by = null) =>
        Told(await Assert.ThrowsAsync<ClientResultException>(() => (by ?? Client()).CreateResponseAsync(asked, Cancellation)));

    private async Task<ResponseResult> Whole(CreateResponseOptions asked) => (await Client().CreateResponseAsync(asked, Cancellation)).Value;

    private async Task<ResponseResult> Streamed(CreateResponseOptions asked)
    {
        asked.StreamingEnabled = true;
        await foreach (var update in await Client().CreateResponseStreamingAsync(asked, Cancellation))
        {
            if (update is StreamingResponseCompletedUpdate { Response: var whole })
                return whole;
        }

        throw new InvalidOperationException("The stream did not end with response.completed.");
    }

    private static CreateResponseOptions Ask(string model, string input, string? conversation = null)
    {
        var asked = new CreateResponseOptions(model, [ResponseItem.CreateUserMessageItem(input)]);
        if (conversation is not null)
            asked.ConversationOptions = new ResponseConversationOptions(conversation);
        return asked;
    }

    private static CreateResponseOptions WithTool(CreateResponseOptions asked)
    {
        asked.Tools.Add(ResponseTool.CreateFunctionTool("get_weather", BinaryData.FromString(WeatherSchema), strictModeEnabled: false, functionDescription: "d"));
        return asked;
    }

    private static string Status(ResponseResult answer) => JsonNamingPolicy.SnakeCaseLower.ConvertName(answer.Status!.Value.ToString());

    private ResponsesClient Client(params (string Name, string Value)[] headers) => 
        new(new ApiKeyCredential(Platform.Key), Prepared(new ResponsesClientOptions { Endpoint = Endpoint }, headers));
}
