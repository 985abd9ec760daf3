using System.Net;
using System.Text.Json;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Conversations;

/// <summary>The items of conversations: every kind of them, in pages, and taken out.</summary>
public sealed class ConversationItemTests(PlatformFixture platform) : ConversationTest(platform)
{
    private const string EveryKind = """
        {"items":[
          {"type":"message","role":"developer","content":"d"},
          {"role":"system","content":[{"type":"input_text","text":"s"}]},
          {"type":"message","role":"user","content":[{"type":"input_text","text":"a"},{"type":"input_text","text":"b"}],"id":"msg_1","status":"completed"},
          {"type":"reasoning","id":"rs_1","summary":[]},
          {"type":"message","role":"assistant","content":[{"type":"output_text","text":"c","annotations":[],"logprobs":[]}]},
          {"type":"function_call","call_id":"c0","name":"f","arguments":"{\"x\":1}"},
          {"type":"function_call","call_id":"c1","name":"g","arguments":"{}","status":"completed"},
          {"type":"function_call_output","call_id":"c0","output":"one"},
          {"type":"function_call_output","call_id":"c1","output":[{"type":"input_text","text":"two"}]},
          {"type":"function_call","call_id":"c2","name":"h","arguments":""},
          {"type":"message","role":"assistant","content":""}]}
        """;

    private static readonly string[] EveryKindShown =
    [
        """{"type":"message","id":"ID","status":"completed","role":"developer","content":[{"type":"input_text","text":"d"}]}""",
        """{"type":"message","id":"ID","status":"completed","role":"system","content":[{"type":"input_text","text":"s"}]}""",
        """{"type":"message","id":"ID","status":"completed","role":"user","content":[{"type":"input_text","text":"ab"}]}""",
        """{"type":"message","id":"ID","status":"completed","role":"assistant","content":[{"type":"output_text","text":"c","annotations":[],"logprobs":[]}]}""",
        """{"type":"function_call","id":"ID","status":"completed","call_id":"c0","name":"f","arguments":"{\"x\":1}"}""",
        """{"type":"function_call","id":"ID","status":"completed","call_id":"c1","name":"g","arguments":"{}"}""",
        """{"type":"function_call_output","id":"ID","status":"completed","call_id":"c0","output":"one"}""",
        """{"type":"function_call_output","id":"ID","status":"completed","call_id":"c1","output":"two"}""",
        """{"type":"function_call","id":"ID","status":"completed","call_id":"c2","name":"h","arguments":""}""",
        """{"type":"message","id":"ID","status":"completed","role":"assistant","content":[{"type":"output_text","text":"","annotations":[],"logprobs":[]}]}""",
    ];

    [Fact]
    public async Task every_kind_of_item_comes_back_in_its_form_and_is_found_by_its_id()
    {
        var id = Text(await PostText("/v1/conversations", "{}"), "id");

        var added = await PostText($"/v1/conversations/{id}/items", EveryKind);

        Assert.Equal(["object", "data", "first_id", "last_id", "has_more"], added.EnumerateObject().Select(static field => field.Name));
        Assert.Equal(("list", false), (Text(added, "object"), added.GetProperty("has_more").GetBoolean()));
        Assert.Equal((Ids(added)[0], Ids(added)[^1]), (Text(added, "first_id"), Text(added, "last_id")));
        Assert.Equal(EveryKindShown, Data(added).Select(Shape));
        Assert.Equal(Ids(added).Length, Ids(added).Distinct().Count());
        var listed = await Items(id);
        Assert.Equal(Data(added).Select(static item => item.GetRawText()), listed.Select(static item => item.GetRawText()));
        foreach (var item in listed)
            Assert.Equal(item.GetRawText(), (await Read($"/v1/conversations/{id}/items/{Text(item, "id")}?include[]=message.output_text.logprobs")).GetRawText());
    }

    [Fact]
    public async Task a_conversation_begins_with_the_same_items()
    {
        var id = Text(await PostText("/v1/conversations", EveryKind), "id");
        Assert.Equal(EveryKindShown, (await Items(id)).Select(Shape));
        Assert.Equal(["c2"], Data(await Read($"/v1/sessions/{id}/messages?order=desc&limit=2")).Where(static message => message.TryGetProperty("toolCalls", out _))
            .SelectMany(static message => message.GetProperty("toolCalls").EnumerateArray()).Select(static call => Text(call, "id")));
    }

    [Fact]
    public async Task an_item_that_is_referred_to_is_added_once_more()
    {
        var there = Text(await PostText("/v1/conversations", EveryKind), "id");
        var items = (await Items(there)).Select(static item => Text(item, "id")).ToArray();
        await Json(HttpStatusCode.OK, Owner.DeleteAsync($"/v1/conversations/{there}/items/{items[4]}", Cancellation));
        var here = await NewConversation();

        await Post($"/v1/conversations/{here}/items", new { items = new[] { items[2], items[5], items[7] }.Select(static id => new { type = "item_reference", id }) });

        Assert.Equal(["ab", "c1", "two"], (await Items(here)).Select(static item => Text(item, "type") switch { "message" => TextOf(item), "function_call" => Text(item, "call_id"), _ => Text(item, "output") }));
        foreach (var item in await Items(here))
            Assert.Equal(item.GetRawText(), (await Read($"/v1/conversations/{here}/items/{Text(item, "id")}")).GetRawText());
        using var foreign = Platform.Client(await NewTenant("refers-" + TenantId));
        foreach (var (client, gone) in new[] { (Owner, items[4]), (foreign, items[2]) })
        {
            var body = $$"""{"items":[{"role":"user","content":"x"},{"type":"item_reference","id":"{{gone}}"}]}""";
            await Error(HttpStatusCode.NotFound, "item_not_found", "items[1].id", Send(client, "POST", "/v1/conversations", Text(body)));
        }
    }

    [Fact]
    public async Task a_client_that_says_it_sends_its_items_again_adds_them_once()
    {
        var id = await NewConversation();
        var added = new List<string>();
        foreach (var (text, count) in new[] { ("a", "0"), ("a", "1"), ("a", "2"), ("b", "1"), ("a", "0"), ("a", "none") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/conversations/{id}/items")
            {
                Content = Text($$"""{"items":[{"role":"user","content":"{{text}}"}]}"""),
                Headers = { { "x-stainless-retry-count", count } },
            };
            added.AddRange(Ids(await Json(HttpStatusCode.OK, Owner.SendAsync(request, Cancellation))));
        }

        Assert.Equal(["a", "b", "a", "a"], await Texts(id));
        Assert.Equal(6, added.Count);
        Assert.Single(added[..3].Distinct());
    }

    [Fact]
    public async Task what_was_compacted_comes_back_as_it_was_added()
    {
        var compacted = (await PostText("/v1/responses/compact", """{"model":"builtin/echo?tokens=5","input":"one two three"}""")).GetProperty("output")[0];
        var id = await NewConversation("before");
        var added = Data(await PostText($"/v1/conversations/{id}/items", $$"""{"items":[{{compacted.GetRawText()}},{"role":"user","content":"after"}]}""")).ToArray();

        Assert.Equal(["type", "id", "encrypted_content"], added[0].EnumerateObject().Select(static field => field.Name));
        Assert.Equal(("compaction", Text(compacted, "encrypted_content")), (Text(added[0], "type"), Text(added[0], "encrypted_content")));
        Assert.StartsWith("cmp_", Text(added[0], "id"));
        Assert.Equal(added.Select(static item => item.GetRawText()), (await Items(id)).Skip(1).Select(static item => item.GetRawText()));
        var path = $"/v1/conversations/{id}/items/{Text(added[0], "id")}";
        Assert.Equal(added[0].GetRawText(), (await Read(path)).GetRawText());
        Assert.Equal(Text(added[1], "id"), Assert.Single(Ids(await Read($"/v1/conversations/{id}/items?order=asc&after={Text(added[0], "id")}"))));
        var other = Text(await PostText("/v1/conversations", $$"""{"items":[{"type":"item_reference","id":"{{Text(added[0], "id")}}"}]}"""), "id");
        Assert.Equal("compaction", Text(Assert.Single(await Items(other)), "type"));

        var response = await PostText("/v1/responses", $$"""{"model":"builtin/echo?history=1","conversation":"{{id}}","input":[{{compacted.GetRawText()}},{"role":"user","content":"go on"}]}""");
        // What was compacted is no message of its own to the model that counts them.
        Assert.StartsWith("3 messages.", Text(response.GetProperty("output")[0].GetProperty("content")[0], "text"));
        var inputs = Data(await Read($"/v1/responses/{Text(response, "id")}/input_items?order=asc")).ToArray();
        Assert.Equal(["compaction", "message"], inputs.Select(static item => Text(item, "type")));
        Assert.Equal(["developer", "user"], Data(await Read($"/v1/sessions/{other}/messages")).Concat(Data(await Read($"/v1/sessions/{id}/messages?limit=1"))).Select(static message => Text(message, "role")));

        await Json(HttpStatusCode.OK, Owner.DeleteAsync(path, Cancellation));
        await Error(HttpStatusCode.NotFound, "item_not_found", Owner.GetAsync(path, Cancellation));
    }

    [Fact]
    public async Task items_of_no_use_here_leave_nothing_to_add()
    {
        var id = await NewConversation("x");
        var added = await PostText($"/v1/conversations/{id}/items", """{"items":[{"type":"reasoning","id":"rs_1","summary":[]}]}""");
        Assert.Equal("""{"object":"list","data":[],"first_id":null,"last_id":null,"has_more":false}""", added.GetRawText());
        Assert.Equal(["x"], await Texts(id));
    }

    [Fact]
    public async Task what_a_model_said_is_listed_newest_first_and_a_call_is_answered_by_an_item()
    {
        await Json(HttpStatusCode.OK, Owner.PutAsync("/v1/agents/tools", Text("""{"model":"builtin/echo?tool=1","options":{"tools":[{"name":"get_weather"}]}}"""), Cancellation));
        var id = await NewSession(agentId: "tools");
        await PostText($"/v1/sessions/{id}/messages", """{"content":"weather?"}""");

        var call = Data(await Read($"/v1/conversations/{id}/items?limit=1")).Single();
        Assert.Equal(("function_call", "get_weather"), (Text(call, "type"), Text(call, "name")));
        await PostText($"/v1/conversations/{id}/items", $$"""{"items":[{"type":"function_call_output","call_id":"{{Text(call, "call_id")}}","output":"sunny"}]}""");
        await PostText($"/v1/sessions/{id}/messages", """{"content":"and?"}""");

        var items = await Items(id);
        Assert.Equal(["message", "function_call", "function_call_output", "message", "function_call"], items.Select(static item => Text(item, "type")));
    }

    [Theory]
    [InlineData("asc", 1)]
    [InlineData("asc", 3)]
    [InlineData("desc", 1)]
    [InlineData("desc", 3)]
    [InlineData("desc", 4)]
    public async Task pages_hold_every_item_once_and_tell_exactly_whether_there_are_more(string order, int limit)
    {
        var id = Text(await PostText("/v1/conversations", EveryKind), "id");
        await PostText($"/v1/conversations/{id}/items", EveryKind);
        var all = (await Items(id)).Select(static item => Text(item, "id")).ToList();
        if (order == "desc")
            all.Reverse();

        var walked = new List<string>();
        JsonElement page;
        do
        {
            page = await Read($"/v1/conversations/{id}/items?order={order}&limit={limit}{(walked.Count == 0 ? "" : $"&after={walked[^1]}")}");
            Assert.Equal((Ids(page)[0], Ids(page)[^1]), (Text(page, "first_id"), Text(page, "last_id")));
            walked.AddRange(Ids(page));
            Assert.Equal(walked.Count < all.Count, page.GetProperty("has_more").GetBoolean());
        }
        while (page.GetProperty("has_more").GetBoolean());

        Assert.Equal(all, walked);
        var beyond = await Read($"/v1/conversations/{id}/items?order={order}&after={walked[^1]}");
        Assert.Equal("""{"object":"list","data":[],"first_id":null,"last_id":null,"has_more":false}""", beyond.GetRawText());
    }

    [Fact]
    public async Task twenty_items_newest_first_make_a_page_and_a_hundred_the_largest()
    {
        await Json(HttpStatusCode.OK, Owner.PutAsync("/v1/agents/keeper", Text("""{"model":"builtin/echo","maxMessages":500}"""), Cancellation));
        var id = await NewSession(agentId: "keeper");
        for (var batch = 0; batch < 11; batch++)
            await Post($"/v1/conversations/{id}/items", new { items = Enumerable.Range(batch * 20, 20).Select(static number => new { role = "user", content = $"{number}" }) });

        Assert.Equal(Enumerable.Range(0, 20).Select(static number => $"{219 - number}"), Data(await Read($"/v1/conversations/{id}/items")).Select(TextOf));
        var (walked, after) = (new List<string>(), "");
        foreach (var (count, more) in new[] { (100, true), (100, true), (20, false) })
        {
            var page = await Read($"/v1/conversations/{id}/items?order=asc&limit=100{after}");
            Assert.Equal((count, more), (Ids(page).Length, page.GetProperty("has_more").GetBoolean()));
            walked.AddRange(Data(page).Select(TextOf));
            after = $"&after={Text(page, "last_id")}";
        }

        Assert.Equal(Enumerable.Range(0, 220).Select(static number => $"{number}"), walked);
    }

    [Fact]
    public async Task a_list_goes_on_behind_an_item_that_was_deleted_since()
    {
        var id = Text(await PostText("/v1/conversations", EveryKind), "id");
        var all = (await Items(id)).Select(static item => Text(item, "id")).ToArray();
        for (var index = 0; index < all.Length; index++)
        {
            var page = await Read($"/v1/conversations/{id}/items?order=asc&limit=1{(index == 0 ? "" : $"&after={all[index - 1]}")}");
            Assert.Equal(all[index], Assert.Single(Ids(page)));
            await Json(HttpStatusCode.OK, Owner.DeleteAsync($"/v1/conversations/{id}/items/{all[index]}", Cancellation));
        }

        var added = await PostText($"/v1/conversations/{id}/items", """{"items":[{"role":"user","content":"new"}]}""");
        Assert.Equal(Ids(added), Ids(await Read($"/v1/conversations/{id}/items?order=asc&after={all[^1]}")));
        Assert.Empty(Ids(await Read($"/v1/conversations/{id}/items?order=desc&after={all[^1]}")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(9)]
    public async Task an_item_is_taken_out_and_the_others_stay_as_they_are(int place)
    {
        var created = await PostText("/v1/conversations", EveryKind.Replace("{\"items\"", "{\"metadata\":{\"a\":\"b\"},\"items\"", StringComparison.Ordinal));
        var id = Text(created, "id");
        var before = (await Items(id)).Select(static item => item.GetRawText()).ToList();
        var gone = $"/v1/conversations/{id}/items/{Text(JsonElement.Parse(before[place]), "id")}";

        Assert.Equal(created.GetRawText(), (await Json(HttpStatusCode.OK, Owner.DeleteAsync(gone, Cancellation))).GetRawText());

        before.RemoveAt(place);
        Assert.Equal(before, (await Items(id)).Select(static item => item.GetRawText()));
        await Error(HttpStatusCode.NotFound, "item_not_found", null, Owner.GetAsync(gone, Cancellation));
        await Error(HttpStatusCode.NotFound, "item_not_found", null, Owner.DeleteAsync(gone, Cancellation));
    }

    [Fact]
    public async Task a_conversation_is_emptied_from_its_end_and_goes_on()
    {
        var id = await NewSession();
        await PostText($"/v1/sessions/{id}/messages", """{"content":"one"}""");
        var answer = Text(await Read($"/v1/conversations/{id}/items?limit=1"), "last_id");
        string[] last;
        while ((last = Ids(await Read($"/v1/conversations/{id}/items?limit=1"))).Length > 0)
            await Json(HttpStatusCode.OK, Owner.DeleteAsync($"/v1/conversations/{id}/items/{last[0]}", Cancellation));

        Assert.Equal(0, (await Read($"/v1/sessions/{id}")).GetProperty("messageCount").GetInt32());
        await PostText($"/v1/sessions/{id}/messages", """{"content":"two"}""");
        Assert.Equal(["two", "echo: two"], await Texts(id));
        // No number is given twice, so nobody who has read up to the deleted ones misses the new ones.
        Assert.Equal(["two", "echo: two"], Data(await Read($"/v1/sessions/{id}/messages?after=2")).Select(static message => Text(message, "content")));
        await Error(HttpStatusCode.NotFound, "item_not_found", Owner.GetAsync($"/v1/conversations/{id}/items/{answer}", Cancellation));
    }

    [Fact]
    public async Task an_item_belongs_to_its_conversation()
    {
        var (here, there) = (await NewConversation("here"), await NewConversation("there"));
        var item = Text(Assert.Single(await Items(there)), "id");
        foreach (var method in new[] { "GET", "DELETE" })
            await Error(HttpStatusCode.NotFound, "item_not_found", Send(Owner, method, $"/v1/conversations/{here}/items/{item}"));
        await Error(HttpStatusCode.BadRequest, "invalid_value", "after", Owner.GetAsync($"/v1/conversations/{here}/items?after={item}", Cancellation));
        Assert.Equal(["there"], await Texts(there));
    }

    private static string Shape(JsonElement item) => item.GetRawText().Replace(Text(item, "id"), "ID", StringComparison.Ordinal);
}
