#pragma warning disable OPENAI001 // The library marks these APIs as experimental; applications use them all the same.
using System.ClientModel;
using System.Text.Json;
using OpenAI.Conversations;
using OpenAI.Responses;
using Xunit;

namespace Platform.Tests.Clients;

/// <summary>The NuGet package <c>OpenAI</c>: conversations. Of items it knows the requests and pages, and leaves their JSON to the caller.</summary>
internal sealed class DotNetConversationStories(ReplicatedPlatform platform) : DotNetStories(platform)
{
    private const string Unknown = "conv_01J00000000000000000000000";
    private const string WeatherSchema = """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""";

    protected override Dictionary<string, Func<Task<object>>> Stories => new()
    {
        ["life"] = Life,
        ["items"] = Items,
        ["session"] = Session,
        ["tools"] = Tools,
        ["retry"] = Retry,
        ["errors"] = Errors,
    };

    private async Task<object> Life()
    {
        var client = Client();
        var made = await Create(client, "demo", "one");
        var found = (await client.GetConversationAsync(made.Id, Cancellation)).Value;
        var updated = (await client.UpdateConversationAsync(made.Id, new ConversationUpdateOptions { Metadata = { ["topic"] = "other" } }, Cancellation)).Value;
        var items = await List(client, made.Id, null, "desc");
        var deleted = (await client.DeleteConversationAsync(made.Id, Cancellation)).Value;
        return new
        {
            id = made.Id,
            labels = new[] { made, found, updated }.Select(static conversation => conversation.Metadata["topic"]),
            isOne = (found.Id, found.CreatedAt) == (made.Id, made.CreatedAt),
            items = items.Select(TextOf),
            deleted = deleted.Deleted && deleted.ConversationId == made.Id,
            gone = await Refusal(() => client.GetConversationAsync(made.Id, Cancellation)),
        };
    }

    private async Task<object> Items()
    {
        var client = Client();
        var id = (await Create(client, "items", "one")).Id;
        var added = Data(await client.CreateConversationItemsAsync(id, Said("two", "three", "four")));
        var second = added[0].GetProperty("id").GetString()!;
        var found = Parsed(await client.GetConversationItemAsync(id, second));
        var oldestFirst = await List(client, id, 1, "asc");
        var newestFirst = await List(client, id, 3, "desc");
        var left = Parsed(await client.DeleteConversationItemAsync(id, second));
        return new
        {
            added = added.Select(TextOf),
            found = TextOf(found),
            oldestFirst = oldestFirst.Select(TextOf),
            newestFirst = newestFirst.Select(TextOf),
            isLeft = left.GetProperty("id").GetString() == id,
            rest = (await List(client, id, null, "asc")).Select(TextOf),
            gone = await Refusal(() => client.GetConversationItemAsync(id, second)),
        };
    }

    private async Task<object> Session()
    {
        var client = Client();
        var session = (await Create(client, "demo")).Id;
        var texts = new List<string>();
        foreach (var content in new[] { "one", "two", "three" })
            texts.Add((await Ask("builtin/echo?history=1", session, ResponseItem.CreateUserMessageItem(content))).GetOutputText());
        return new { session, texts, items = (await List(client, session, null, "asc")).Select(TextOf) };
    }

    private async Task<object> Tools()
    {
        var client = Client();
        var id = (await Create(client, "tools")).Id;
        var call = Assert.IsType<FunctionCallResponseItem>(Assert.Single((await Ask("builtin/echo?tool=1", id, ResponseItem.CreateUserMessageItem("weather?"))).OutputItems));
        var answer = await Ask("builtin/echo?tool=1", id, ResponseItem.CreateFunctionCallOutputItem(call.CallId, "sunny"));
        var items = await List(client, id, null, "asc");
        var ids = items.Select(static item => item.GetProperty("id").GetString()).ToArray();
        return new { kinds = items.Select(static item => item.GetProperty("type").GetString()), sameIds = (ids[1], ids[3]) == (call.Id, answer.OutputItems[0].Id) };
    }

    private async Task<object> Retry()
    {
        var session = (await Create(Client(), "retry")).Id;
        var before = Requests;
        DropAnswers(1);
        var added = Data(await Client(("Idempotency-Key", NewId())).CreateConversationItemsAsync(session, Said("once")));
        return new { session, tries = AnswersSince(before), text = TextOf(added[0]) };
    }

    private async Task<object> Errors()
    {
        var client = Client();
        var id = (await Create(client, "errors")).Id;
        return new
        {
            conversation = await Refusal(() => client.GetConversationAsync(Unknown, Cancellation)),
            response = await Refusal(() => Ask("builtin/echo", Unknown, ResponseItem.CreateUserMessageItem("x"))),
            item = await Refusal(() => client.GetConversationItemAsync(id, "msg_unknown")),
            field = await Refusal(() => client.CreateConversationItemsAsync(id, Body("""{"items":[{"role":"user","content":"x"},{"role":"king","content":"x"}]}"""))),
            labels = await Refusal(() => Create(client, new string('x', 513))),
        };
    }

    private static async Task<ConversationResource> Create(ConversationClient client, string topic, params string[] said)
    {
        var options = new ConversationCreationOptions { Metadata = { ["topic"] = topic } };
        foreach (var text in said)
            options.Items.Add(ResponseItem.CreateUserMessageItem(text));
        return (await client.CreateConversationAsync(options, Cancellation)).Value;
    }

    private async Task<ResponseResult> Ask(string model, string conversation, ResponseItem input)
    {
        var client = new ResponsesClient(new ApiKeyCredential(Platform.Key), Prepared(new ResponsesClientOptions { Endpoint = Endpoint }));
        var asked = new CreateResponseOptions(model, [input]) { ConversationOptions = new ResponseConversationOptions(conversation) };
        asked.Tools.Add(ResponseTool.CreateFunctionTool("get_weather", BinaryData.FromString(WeatherSchema), strictModeEnabled: false, functionDescription: "d"));
        return (await client.CreateResponseAsync(asked, Cancellation)).Value;
    }

    /// <summary>Every item, page after page.</summary>
    private static async Task<JsonElement[]> List(ConversationClient client, string id, int? limit, string order)
    {
        var items = new List<JsonElement>();
        await foreach (var page in client.GetConversationItemsAsync(id, limit, order).GetRawPagesAsync())
            items.AddRange(Data(page));
        return [.. items];
    }

    private static async Task<object> Refusal(Func<Task> ask) => Told(await Assert.ThrowsAsync<ClientResultException>(ask));

    private static BinaryContent Said(params string[] texts) =>
        BinaryContent.CreateJson(new { items = texts.Select(static text => new { type = "message", role = "user", content = text }) });

    private static BinaryContent Body(string json) => BinaryContent.Create(BinaryData.FromString(json));

    private static JsonElement Parsed(ClientResult result) => JsonElement.Parse(result.GetRawResponse().Content.ToString());

    private static JsonElement[] Data(ClientResult result) => [.. Parsed(result).GetProperty("data").EnumerateArray()];

    private static string TextOf(JsonElement item) => item.GetProperty("content")[0].GetProperty("text").GetString()!;

    private ConversationClient Client(params (string Name, string Value)[] headers) =>
        new(new ApiKeyCredential(Platform.Key), Prepared(new ConversationClientOptions { Endpoint = Endpoint }, headers));
}
