using System.ClientModel;
using OpenAI.Responses;
using Platform.Tests.TestKit;
using Xunit;

#pragma warning disable OPENAI001 // Marked as beta by OpenAI: it is the wire format that is tested.

namespace Platform.Tests.Api.Responses;

/// <summary>The official .NET client, which is strict about what it reads.</summary>
public sealed class ResponsesClientTests(PlatformFixture platform) : ApiTest(platform)
{
    [Fact]
    public async Task it_asks_follows_and_reads()
    {
        var client = Client();
        var first = (await client.CreateResponseAsync("builtin/echo", "hello", cancellationToken: Cancellation)).Value;
        Assert.Equal(("echo: hello", ResponseStatus.Completed, "builtin/echo"), (first.GetOutputText(), first.Status, first.Model));
        Assert.True(first.Usage.TotalTokenCount > 0);

        var second = (await client.CreateResponseAsync("builtin/echo?history=1", "again", first.Id, Cancellation)).Value;
        Assert.StartsWith("3 messages", second.GetOutputText());
        Assert.Equal(first.Id, second.PreviousResponseId);
        Assert.Equal(second.GetOutputText(), (await client.GetResponseAsync(second.Id, Cancellation)).Value.GetOutputText());
        Assert.True((await client.DeleteResponseAsync(second.Id, Cancellation)).Value.Deleted);
        Assert.Equal(404, (await Assert.ThrowsAsync<ClientResultException>(() => client.GetResponseAsync(second.Id, Cancellation))).Status);
    }

    [Fact]
    public async Task it_streams()
    {
        var text = "";
        ResponseResult? end = null;
        List<int> numbers = [];
        await foreach (var update in await Client().CreateResponseStreamingAsync("builtin/echo?tokens=5", "hello", cancellationToken: Cancellation))
        {
            numbers.Add(update.SequenceNumber);
            if (update is StreamingResponseOutputTextDeltaUpdate delta)
                text += delta.Delta;
            if (update is StreamingResponseCompletedUpdate completed)
                end = completed.Response;
        }

        Assert.Equal(end!.GetOutputText(), text);
        Assert.Equal(Enumerable.Range(0, numbers.Count), numbers);
    }

    [Fact]
    public async Task it_hears_of_a_failure_in_mid_stream()
    {
        StreamingResponseUpdate? last = null;
        await foreach (var update in await Client().CreateResponseStreamingAsync("builtin/echo?tokens=5&tokenMs=20&failAfter=3", "hello", cancellationToken: Cancellation))
            last = update;
        var failed = Assert.IsType<StreamingResponseFailedUpdate>(last);
        Assert.Equal("provider_failed", failed.Response.Error.Code.ToString());
    }

    [Fact]
    public async Task it_goes_round_with_tools()
    {
        var client = Client();
        var tool = ResponseTool.CreateFunctionTool("get_weather", BinaryData.FromString("""{"type":"object"}"""), strictModeEnabled: false);
        var options = new CreateResponseOptions { Model = "builtin/echo?tool=1", Tools = { tool }, InputItems = { ResponseItem.CreateUserMessageItem("weather?") } };
        var asked = (await client.CreateResponseAsync(options, Cancellation)).Value;
        var call = Assert.IsType<FunctionCallResponseItem>(Assert.Single(asked.OutputItems));
        options = new CreateResponseOptions
        {
            Model = "builtin/echo?tool=1",
            Tools = { tool },
            PreviousResponseId = asked.Id,
            InputItems = { ResponseItem.CreateFunctionCallOutputItem(call.CallId, "sunny") },
        };
        Assert.Equal("echo: weather? (the tool said: sunny)", (await client.CreateResponseAsync(options, Cancellation)).Value.GetOutputText());
    }

    [Fact]
    public async Task it_runs_in_the_background_cancels_and_resumes()
    {
        var client = Client();
        var options = new CreateResponseOptions { Model = "builtin/echo?tokens=2000&tokenMs=50", BackgroundModeEnabled = true, InputItems = { ResponseItem.CreateUserMessageItem("x") } };
        var begun = (await client.CreateResponseAsync(options, Cancellation)).Value;
        Assert.Contains(begun.Status, new ResponseStatus?[] { ResponseStatus.Queued, ResponseStatus.InProgress });
        await foreach (var update in await client.GetResponseStreamingAsync(begun.Id, cancellationToken: Cancellation))
        {
            if (update is StreamingResponseOutputTextDeltaUpdate)
                break;
        }

        var cancelled = (await client.CancelResponseAsync(begun.Id, Cancellation)).Value;
        Assert.Equal(ResponseStatus.Cancelled, cancelled.Status);
        Assert.NotEqual("", cancelled.GetOutputText());
        var items = new List<ResponseItem>();
        await foreach (var item in client.GetResponseInputItemsAsync(begun.Id, cancellationToken: Cancellation))
            items.Add(item);
        Assert.IsType<MessageResponseItem>(Assert.Single(items), exactMatch: false);
    }

    [Fact]
    public async Task it_is_told_errors()
    {
        var unknown = await Assert.ThrowsAsync<ClientResultException>(() => Client().CreateResponseAsync("nowhere/nothing", "x", cancellationToken: Cancellation));
        Assert.Equal(404, unknown.Status);
        Assert.Contains("model_not_found", unknown.Message);
    }

    private ResponsesClient Client() => new(new ApiKeyCredential(OwnerKey), new ResponsesClientOptions { Endpoint = new Uri(Platform.Address, "/v1") });
}
