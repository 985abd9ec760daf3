using System.Text;
using System.Text.Json;
using Platform.Tests.TestKit;
using Platform.Tests.TestKit.Providers;
using Xunit;

namespace Platform.Tests.Api.Responses;

/// <summary>Answers such as models give that do not keep to text first and calls afterwards, and what models are asked.</summary>
public sealed class ScriptedAnswerTests(ScriptedPlatform platform) : IClassFixture<ScriptedPlatform>
{
    private const string Tools = """ "tools":[{"type":"function","name":"f"},{"type":"function","name":"g"}]""";
    private const string Interleaved = "message function_call message function_call message";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"store":false}""")]
    public async Task text_that_comes_between_calls_is_an_item_of_its_own_and_stays_one(string how)
    {
        platform.Provider.Script(BetweenCalls);
        var events = await Stream($"{how[..^1]}{(how.Length > 2 ? "," : "")}\"input\":\"x\",{Tools}}}");

        var begun = Items(events, "response.output_item.added");
        Assert.Equal(Interleaved, string.Join(' ', begun.Select(Kind)));
        Assert.Equal(5, begun.Select(Id).Distinct().Count());
        var done = Items(events, "response.output_item.done");
        Assert.Equal(begun.Select(Id), done.Select(Id));
        Assert.Equal(["first", "f {\"a\":1}", "then", "g {}", "last"], done.Select(Said));
        Assert.Equal(Raw(done), Raw(Output(events[^1].GetProperty("response"))));
        foreach (var (item, index) in done.Select(static (item, index) => (item, index)))
            Assert.All(events.Where(one => one.TryGetProperty("item_id", out var id) && id.GetString() == Id(item)), one => Assert.Equal(index, one.GetProperty("output_index").GetInt32()));
    }

    [Fact]
    public async Task what_a_stream_told_is_what_is_found_under_its_ids_everywhere()
    {
        var conversation = Id(await Json("POST", "/v1/conversations", "{}"));
        platform.Provider.Script(BetweenCalls);
        var events = await Stream($$"""{"conversation":"{{conversation}}","input":"x",{{Tools}}}""");

        var done = Items(events, "response.output_item.done");
        var response = Id(events[^1].GetProperty("response"));
        Assert.Equal(Raw(done), Raw(Output(await Json("GET", $"/v1/responses/{response}"))));
        Assert.Equal(Raw(done), Raw(await Listed(conversation)).Skip(1));
        var pages = new List<JsonElement>();
        while (pages.Count < 6)
            pages.Add(Assert.Single((await Json("GET", $"/v1/conversations/{conversation}/items?order=asc&limit=1{(pages.Count == 0 ? "" : $"&after={Id(pages[^1])}")}")).GetProperty("data").EnumerateArray()));
        Assert.Equal(Raw(done), Raw(pages).Skip(1));
        foreach (var item in done)
            Assert.Equal(item.GetRawText(), (await Json("GET", $"/v1/conversations/{conversation}/items/{Id(item)}")).GetRawText());
        Assert.Equal(Raw(events), Raw(await Resume(response)));

        var other = Id(await Json("POST", "/v1/conversations", $$"""{"items":[{{string.Join(',', done.Select(static item => $$"""{"type":"item_reference","id":"{{Id(item)}}"}"""))}}]}"""));
        Assert.Equal(done.Select(Said), (await Listed(other)).Select(Said));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task a_text_that_is_taken_out_leaves_the_others_as_they_are(int place)
    {
        var conversation = Id(await Json("POST", "/v1/conversations", "{}"));
        platform.Provider.Script(BetweenCalls);
        var events = await Stream($$"""{"conversation":"{{conversation}}","input":"x",{{Tools}}}""");
        var left = Items(events, "response.output_item.done").ToList();

        await Json("DELETE", $"/v1/conversations/{conversation}/items/{Id(left[place])}");
        left.RemoveAt(place);

        await Shown(conversation, events, left);
    }

    [Fact]
    public async Task what_is_left_of_an_answer_is_told_under_the_same_ids_to_those_who_follow_it_again()
    {
        var conversation = Id(await Json("POST", "/v1/conversations", "{}"));
        platform.Provider.Script(async exchange =>
        {
            await exchange.Write(FakeOpenAiServer.Role + FakeOpenAiServer.Text("fir") + FakeOpenAiServer.Text("st"));
            // Not every server counts from 0.
            await exchange.Write(FakeOpenAiServer.ToolCall(1, "a", "f", "{\"a\":") + FakeOpenAiServer.ToolCall(1, null, null, "1}") + FakeOpenAiServer.ToolCall(2, "b", "g", "{}"));
            await exchange.Write(FakeOpenAiServer.Finish("tool_calls") + FakeOpenAiServer.Done);
        });
        var events = await Stream($$"""{"conversation":"{{conversation}}","input":"x",{{Tools}}}""");
        var left = Items(events, "response.output_item.done").ToList();
        Assert.Equal(["first", "f {\"a\":1}", "g {}"], left.Select(Said));

        foreach (var place in new[] { 1, 0 })
        {
            await Json("DELETE", $"/v1/conversations/{conversation}/items/{Id(left[place])}");
            left.RemoveAt(place);
            await Shown(conversation, events, left);
        }
    }

    [Theory]
    [InlineData("/v1/responses", """ "input":"x","tools":[{"type":"function","name":"f"}]""")]
    [InlineData("/v1/chat/completions", """ "messages":[{"role":"user","content":"x"}],"tools":[{"type":"function","function":{"name":"f"}}]""")]
    public async Task a_model_is_told_to_make_one_call_at_a_time_when_the_request_says_so(string path, string fields)
    {
        foreach (var (sent, asked) in new[] { (",\"parallel_tool_calls\":false", "false"), (",\"parallel_tool_calls\":true", "true"), ("", null) })
        {
            platform.Provider.Script(FakeOpenAiServer.Answer("ok"));
            await Json("POST", path, $$"""{"model":"{{ScriptedPlatform.Model}}",{{fields}}{{sent}}}""");
            Assert.Equal(asked, (await platform.Provider.Received(Cancellation)).Body!["parallel_tool_calls"]?.ToJsonString());
        }

        platform.Provider.Script(FakeOpenAiServer.Answer("ok"));
        await Json("POST", path, $$"""{"model":"{{ScriptedPlatform.Model}}",{{fields[..fields.IndexOf(",\"tools", StringComparison.Ordinal)]}},"parallel_tool_calls":false}""");
        Assert.Null((await platform.Provider.Received(Cancellation)).Body!["parallel_tool_calls"]);
    }

    [Fact]
    public async Task figures_that_the_platform_estimated_are_marked()
    {
        foreach (var (usage, isMarked) in new[] { (FakeOpenAiServer.Usage(3, 4), false), ("", true) })
        {
            platform.Provider.Script(exchange => exchange.Write(FakeOpenAiServer.Role + FakeOpenAiServer.Text("one two") + FakeOpenAiServer.Finish("stop") + usage + FakeOpenAiServer.Done));
            var told = (await Json("POST", "/v1/responses", $$"""{"model":"{{ScriptedPlatform.Model}}","input":"x"}""")).GetProperty("usage");
            Assert.Equal(isMarked, told.TryGetProperty("estimated", out var marked) && marked.GetBoolean());
            Assert.Equal(told.GetProperty("total_tokens").GetInt32(), told.GetProperty("input_tokens").GetInt32() + told.GetProperty("output_tokens").GetInt32());
            await platform.Provider.Received(Cancellation);
        }
    }

    private static async Task BetweenCalls(ProviderExchange exchange)
    {
        await exchange.Write(FakeOpenAiServer.Role + FakeOpenAiServer.Text("fir") + FakeOpenAiServer.Text("st") + FakeOpenAiServer.ToolCall(0, "a", "f", "{\"a\":"));
        await exchange.Write(FakeOpenAiServer.ToolCall(0, null, null, "1}") + FakeOpenAiServer.Text("then") + FakeOpenAiServer.ToolCall(1, "b", "g", "{}"));
        await exchange.Write(FakeOpenAiServer.Text("la") + FakeOpenAiServer.Text("st") + FakeOpenAiServer.Finish("tool_calls") + FakeOpenAiServer.Usage(3, 4) + FakeOpenAiServer.Done);
    }

    /// <summary>Checks that everybody is shown what is left of an answer.</summary>
    private async Task Shown(string conversation, JsonElement[] events, List<JsonElement> left)
    {
        var response = Id(events[^1].GetProperty("response"));
        Assert.Equal(Raw(left), Raw(await Listed(conversation)).Skip(1));
        Assert.Equal(Raw(left), Raw(Output(await Json("GET", $"/v1/responses/{response}"))));
        var again = await Resume(response);
        Assert.Equal(Raw(left), Raw(Items(again, "response.output_item.done")));
        Assert.Equal(Enumerable.Range(0, again.Length), again.Select(static one => one.GetProperty("sequence_number").GetInt32()));
    }

    private async Task<JsonElement[]> Stream(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/responses") { Content = Text($"{{\"model\":\"{ScriptedPlatform.Model}\",\"stream\":true,{body[1..]}") };
        var events = await Events(request);
        await platform.Provider.Received(Cancellation);
        return events;
    }

    private async Task<JsonElement[]> Resume(string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/responses/{id}?stream=true");
        return await Events(request);
    }

    private async Task<JsonElement[]> Events(HttpRequestMessage request)
    {
        using var answer = await platform.Owner.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.True(answer.IsSuccessStatusCode, await (answer.IsSuccessStatusCode ? Task.FromResult("") : answer.Content.ReadAsStringAsync(Cancellation)));
        return await SseFrame.Read(answer, Cancellation).Where(static frame => frame.Comment is null).Select(static frame => frame.Json).ToArrayAsync(Cancellation);
    }

    private async Task<JsonElement> Json(string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : Text(body) };
        using var answer = await platform.Owner.SendAsync(request, Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path} answered {(int)answer.StatusCode}: {text}");
        return JsonElement.Parse(text);
    }

    private async Task<JsonElement[]> Listed(string conversation) =>
        [.. (await Json("GET", $"/v1/conversations/{conversation}/items?order=asc&limit=100")).GetProperty("data").EnumerateArray()];

    private static JsonElement[] Items(JsonElement[] events, string type) =>
        [.. events.Where(one => Kind(one) == type).Select(static one => one.GetProperty("item"))];

    private static IEnumerable<JsonElement> Output(JsonElement response) => response.GetProperty("output").EnumerateArray();

    private static IEnumerable<string> Raw(IEnumerable<JsonElement> elements) => elements.Select(static element => element.GetRawText());

    private static string Said(JsonElement item) => Kind(item) == "message"
        ? item.GetProperty("content")[0].GetProperty("text").GetString()!
        : $"{item.GetProperty("name").GetString()} {item.GetProperty("arguments").GetString()}";

    private static string Id(JsonElement element) => element.GetProperty("id").GetString()!;

    private static string Kind(JsonElement element) => element.GetProperty("type").GetString()!;

    private static StringContent Text(string json) => new(json, Encoding.UTF8, "application/json");
}
