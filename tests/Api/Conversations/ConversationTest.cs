using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.Tests.TestKit;

namespace Platform.Tests.Api.Conversations;

/// <summary>A test of conversations.</summary>
public abstract class ConversationTest(PlatformFixture platform) : ApiTest(platform)
{
    /// <summary>Creates a conversation of messages of the user and answers its id.</summary>
    protected async Task<string> NewConversation(params string[] said) =>
        Text(await Post("/v1/conversations", new { items = said.Select(static text => new { role = "user", content = text }) }), "id");

    /// <summary>The answer to a POST that has to work.</summary>
    protected Task<JsonElement> Post(string path, object body, HttpClient? client = null) =>
        Json(HttpStatusCode.OK, (client ?? Owner).PostAsJsonAsync(path, body, Cancellation));

    /// <summary>The answer to a POST that has to work.</summary>
    protected Task<JsonElement> PostText(string path, string body, HttpClient? client = null) => Json(HttpStatusCode.OK, Send(client ?? Owner, "POST", path, Text(body)));

    /// <summary>The answer to a GET that has to work.</summary>
    protected Task<JsonElement> Read(string path, HttpClient? client = null) => Json(HttpStatusCode.OK, (client ?? Owner).GetAsync(path, Cancellation));

    /// <summary>The items, oldest first.</summary>
    protected async Task<JsonElement[]> Items(string id) => [.. Data(await Read($"/v1/conversations/{id}/items?order=asc&limit=100"))];

    /// <summary>The texts of the items that are messages, oldest first.</summary>
    protected async Task<string[]> Texts(string id) => [.. (await Items(id)).Where(static item => Text(item, "type") == "message").Select(TextOf)];

    /// <summary>What a session shows in the native routes, oldest first.</summary>
    protected async Task<string[]> Native(string id) =>
        [.. Data(await Read($"/v1/sessions/{id}/messages?limit=100")).Select(static message => Text(message, "content"))];

    protected static IEnumerable<JsonElement> Data(JsonElement list) => list.GetProperty("data").EnumerateArray();

    protected static string[] Ids(JsonElement list) => [.. Data(list).Select(static item => Text(item, "id"))];

    protected static string TextOf(JsonElement message) => Text(message.GetProperty("content")[0], "text");

    protected static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
