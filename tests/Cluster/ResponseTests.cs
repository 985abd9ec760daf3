using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Cluster;

/// <summary>Responses that one replica began and another one knows: nothing of them is in the replica.</summary>
[Collection(nameof(ProcessCluster))]
public sealed class ResponseTests(ProcessCluster cluster) : IAsyncLifetime
{
    private const string Endless = "builtin/echo?tokens=1000&tokenMs=1000";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await cluster.Restore(Cancellation);

    public ValueTask DisposeAsync() => default;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stream_whose_replica_is_killed_after_five_events_goes_on_with_exactly_the_sixth_on_another(bool background)
    {
        using var one = cluster.Client(0);
        using var two = cluster.Client(1);
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/responses")
        {
            Content = JsonContent.Create(new { model = "builtin/echo?tokens=40&tokenMs=50", input = "hold on", stream = true, background }),
        };
        await using var cut = await TurnViewer.Open(one, request, Cancellation);
        var seen = await cut.Take(5);
        var id = seen[0].Json.GetProperty("response").GetProperty("id").GetString()!;

        await cluster.Apis[0].Kill();
        var rest = await Rest(two, id, "&starting_after=4");

        Assert.Equal("response.completed", rest[^1].Event);
        Assert.Equal(Enumerable.Range(0, 40 + 8), seen.Concat(rest).Select(frame => frame.Json.GetProperty("sequence_number").GetInt32()));
        Assert.Equal(seen.Concat(rest), await Rest(two, id, ""));
        var whole = rest[^1].Json.GetProperty("response");
        Assert.Equal(Text(whole), string.Concat(seen.Concat(rest).Where(frame => frame.Event == "response.output_text.delta").Select(frame => frame.Json.GetProperty("delta").GetString())));
        Assert.Equal(whole.GetRawText(), (await Get(two, id)).GetRawText());
    }

    [Fact]
    public async Task A_response_is_read_followed_cancelled_and_deleted_on_another_replica_than_it_was_made_on()
    {
        using var one = cluster.Client(0);
        using var two = cluster.Client(1);
        var first = await Ask(one, new { model = "builtin/echo?history=1", input = "one" });
        var id = first.GetProperty("id").GetString()!;
        Assert.Equal(first.GetRawText(), (await Get(two, id)).GetRawText());
        Assert.Equal("one", Assert.Single((await Get(two, id + "/input_items")).GetProperty("data").EnumerateArray()).GetProperty("content")[0].GetProperty("text").GetString());

        var second = await Ask(two, new { model = "builtin/echo?history=1", input = "two", previous_response_id = id });
        Assert.Equal("3 messages. echo: two", Text(second));
        Assert.Equal("5 messages. echo: three", Text(await Ask(one, new { model = "builtin/echo?history=1", input = "three", previous_response_id = second.GetProperty("id").GetString() })));

        var begun = (await Ask(one, new { model = Endless, input = "x", background = true })).GetProperty("id").GetString()!;
        using (var cancelled = await two.PostAsync($"/v1/responses/{begun}/cancel", null, Cancellation))
            Assert.Equal("cancelled", (await cancelled.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("status").GetString());
        Assert.Equal("cancelled", (await Get(one, begun)).GetProperty("status").GetString());

        using (var deleted = await two.DeleteAsync($"/v1/responses/{id}", Cancellation))
            Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        foreach (var replica in new[] { one, two })
        {
            using var gone = await replica.GetAsync($"/v1/responses/{id}", Cancellation);
            Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        }
    }

    private static async Task<List<SseFrame>> Rest(HttpClient http, string id, string query)
    {
        await using var viewer = await TurnViewer.Open(http, new HttpRequestMessage(HttpMethod.Get, $"/v1/responses/{id}?stream=true{query}"), Cancellation);
        return await viewer.Rest();
    }

    private static Task<JsonElement> Get(HttpClient http, string what) => http.GetFromJsonAsync<JsonElement>($"/v1/responses/{what}", Cancellation);

    private static async Task<JsonElement> Ask(HttpClient http, object body)
    {
        using var answer = await http.PostAsJsonAsync("/v1/responses", body, Cancellation);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    private static string Text(JsonElement response) => response.GetProperty("output")[0].GetProperty("content")[0].GetProperty("text").GetString()!;
}
