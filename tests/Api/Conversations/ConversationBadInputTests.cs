using System.Net;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Conversations;

/// <summary>Requests that cannot be, each refused with the path of what is wrong; and nothing is changed.</summary>
public sealed class ConversationBadInputTests(PlatformFixture platform) : ConversationTest(platform)
{
    private const string Labels17 = """{"a":"","b":"","c":"","d":"","e":"","f":"","g":"","h":"","i":"","j":"","k":"","l":"","m":"","n":"","o":"","p":"","q":""}""";
    private static readonly string Items21 = $$"""{"items":[{{string.Join(',', Enumerable.Repeat("""{"role":"user","content":"x"}""", 21))}}]}""";
    private static readonly string Large = $$"""{"items":[{"role":"user","content":"x"},{"role":"user","content":"{{new string('x', 102_401)}}"}]}""";

    public static TheoryData<string, string, string> BadLabels => new()
    {
        { """{"metadata":5}""", "invalid_value", "metadata" },
        { """{"metadata":["a"]}""", "invalid_value", "metadata" },
        { """{"metadata":"a"}""", "invalid_value", "metadata" },
        { """{"metadata":{"a":5}}""", "invalid_value", "metadata.a" },
        { """{"metadata":{"a":null}}""", "invalid_value", "metadata.a" },
        { """{"metadata":{"b":"x","a":{}}}""", "invalid_value", "metadata.a" },
        { """{"metadata":{"":"x"}}""", "invalid_value", "metadata" },
        { """{"metadata":{"KEY":"x"}}""".Replace("KEY", new string('k', 65)), "invalid_value", "metadata" },
        { """{"metadata":{"a":"LONG"}}""".Replace("LONG", new string('x', 513)), "invalid_value", "metadata.a" },
        { """{"metadata":LABELS}""".Replace("LABELS", Labels17), "invalid_value", "metadata" },
    };

    public static TheoryData<string, string, string> BadItems => new()
    {
        { """{"items":{}}""", "invalid_value", "items" },
        { """{"items":"x"}""", "invalid_value", "items" },
        { """{"items":[null]}""", "invalid_value", "items[0]" },
        { """{"items":["x"]}""", "invalid_value", "items[0]" },
        { """{"items":[{"role":"user","content":"x"},{}]}""", "missing_field", "items[1].role" },
        { """{"items":[{"role":"king","content":"x"}]}""", "invalid_value", "items[0].role" },
        { """{"items":[{"role":"tool","content":"x"}]}""", "invalid_value", "items[0].role" },
        { """{"items":[{"role":"user"}]}""", "missing_field", "items[0].content" },
        { """{"items":[{"type":"web_search_call"}]}""", "invalid_value", "items[0].type" },
        { """{"items":[{"role":"user","content":"a"},{"role":"user","content":[{"type":"input_image","image_url":"x"}]}]}""", "invalid_value", "items[1].content[0].type" },
        { """{"items":[{"type":"function_call","call_id":"c","name":"f"}]}""", "missing_field", "items[0].arguments" },
        { """{"items":[{"type":"function_call_output","output":"x"}]}""", "missing_field", "items[0].call_id" },
        { """{"items":[{"type":"item_reference","id":"msg_abc"}]}""", "invalid_value", "items[0].id" },
        { Items21, "invalid_value", "items" },
    };

    [Theory]
    [MemberData(nameof(BadLabels))]
    [MemberData(nameof(BadItems))]
    [InlineData("""{"metadata":{"a":"x","a":"y"}}""", "invalid_value", "metadata.a")]
    public async Task no_conversation_is_created_from(string body, string code, string param)
    {
        await Error(HttpStatusCode.BadRequest, code, param, Send(Owner, "POST", "/v1/conversations", Text(body)));
        Assert.Empty(Data(await Read("/v1/sessions")));
    }

    [Theory]
    [MemberData(nameof(BadLabels))]
    [InlineData("{}", "missing_field", "metadata")]
    [InlineData("""{"metadata":{"a":"x","a":"y"}}""", "invalid_value", "metadata")]
    public async Task no_label_is_changed_by(string body, string code, string param)
    {
        var id = Text(await PostText("/v1/conversations", """{"metadata":{"kept":"yes"}}"""), "id");
        await Error(HttpStatusCode.BadRequest, code, param, Send(Owner, "POST", $"/v1/conversations/{id}", Text(body)));
        Assert.Equal("""{"kept":"yes"}""", (await Read($"/v1/conversations/{id}")).GetProperty("metadata").GetRawText());
    }

    [Theory]
    [MemberData(nameof(BadItems))]
    [InlineData("{}", "missing_field", "items")]
    [InlineData("""{"items":null}""", "missing_field", "items")]
    [InlineData("""{"items":[]}""", "invalid_value", "items")]
    public async Task no_item_is_added_from(string body, string code, string param)
    {
        var id = await NewConversation();
        await Error(HttpStatusCode.BadRequest, code, param, Send(Owner, "POST", $"/v1/conversations/{id}/items", Text(body)));
        Assert.Empty(await Items(id));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("null")]
    [InlineData("\"x\"")]
    public async Task a_label_whose_key_is_too_long_is_told_without_repeating_it(string value)
    {
        var id = await NewConversation();
        foreach (var path in new[] { "/v1/conversations", $"/v1/conversations/{id}", "/v1/responses" })
        {
            var body = $$"""{"metadata":{"{{new string('k', 5_000)}}":{{value}} },"model":"builtin/echo","input":"x"}""";
            var error = await Error(HttpStatusCode.BadRequest, "invalid_value", Send(Owner, "POST", path, Text(body)));
            Assert.StartsWith("metadata", error.GetProperty("param").GetString());
            Assert.InRange(error.GetProperty("param").GetString()!.Length, 8, 80);
            Assert.InRange(error.GetProperty("message").GetString()!.Length, 1, 500);
        }
    }

    [Fact]
    public async Task an_item_may_have_100_kb()
    {
        var id = await NewConversation();
        foreach (var path in new[] { "/v1/conversations", $"/v1/conversations/{id}/items" })
            await Error(HttpStatusCode.RequestEntityTooLarge, "message_too_large", "items[1].content", Send(Owner, "POST", path, Text(Large)));
        await PostText($"/v1/conversations/{id}/items", Large.Replace("xx\"", "x\"", StringComparison.Ordinal));
        Assert.Equal(102_400, (await Texts(id))[1].Length);
    }

    [Fact]
    public async Task sixteen_labels_and_twenty_items_are_allowed()
    {
        var labels = Enumerable.Range(0, 16).ToDictionary(static number => $"{number}".PadLeft(64, 'k'), static _ => new string('v', 512));
        var items = Enumerable.Range(0, 20).Select(static number => new { role = "user", content = $"{number}" });
        var created = await Post("/v1/conversations", new { metadata = labels, items });
        Assert.Equal(16, created.GetProperty("metadata").EnumerateObject().Count());
        Assert.Equal(20, (await Texts(Text(created, "id"))).Length);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=x", "limit")]
    [InlineData("limit=", "limit")]
    [InlineData("limit=1&limit=2", "limit")]
    [InlineData("order=up", "order")]
    [InlineData("order=", "order")]
    [InlineData("order=asc&order=desc", "order")]
    [InlineData("after=", "after")]
    [InlineData("after=x", "after")]
    [InlineData("after=msg_x", "after")]
    [InlineData("after=msg_01J00000000000000000000000_1", "after")]
    [InlineData("after=msg_01J00000000000000000000000_1_xcw", "after")]
    [InlineData("after=a&after=b", "after")]
    public async Task a_wrong_query_is_refused_by_name(string query, string param) =>
        await Error(HttpStatusCode.BadRequest, "invalid_value", param, Owner.GetAsync($"/v1/conversations/{await NewConversation("x")}/items?{query}", Cancellation));

    [Theory]
    [InlineData("x")]
    [InlineData("msg_")]
    [InlineData("msg_01J00000000000000000000000_1")]
    [InlineData("%2F")]
    [InlineData("%20")]
    [InlineData("msg_01J00000000000000000000000_9223372036854775807_TAG")]
    [InlineData("msg_01J00000000000000000000000_0_TAG")]
    [InlineData("msg_01J00000000000000000000000_1_TAG")]
    public async Task an_unknown_item_is_not_found(string item)
    {
        var id = await NewConversation("x");
        item = item.Replace("TAG", "c" + id["conv_".Length..], StringComparison.Ordinal);
        foreach (var method in new[] { "GET", "DELETE" })
            await Error(HttpStatusCode.NotFound, "item_not_found", null, Send(Owner, method, $"/v1/conversations/{id}/items/{item}"));
        Assert.Equal(["x"], await Texts(id));
    }

    [Fact]
    public async Task a_place_that_no_item_has_marks_a_place_in_the_list_all_the_same()
    {
        var id = await NewConversation("a", "b");
        var tag = "c" + id["conv_".Length..];
        foreach (var (seq, order, expected) in new[] { ("9223372036854775807", "desc", 2), ("9223372036854775807", "asc", 0), ("0", "desc", 0), ("0", "asc", 2) })
            Assert.Equal(expected, Ids(await Read($"/v1/conversations/{id}/items?order={order}&after=msg_01J00000000000000000000000_{seq}_{tag}")).Length);
    }
}
