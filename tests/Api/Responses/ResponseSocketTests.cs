using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Responses;

public sealed class ResponseSocketTests(PlatformFixture platform) : ResponseTest(platform)
{
    private const string Counting = "\"model\":\"builtin/echo?history=1\",";

    [Fact]
    public async Task responses_come_one_after_the_other_with_the_events_of_the_stream()
    {
        using var socket = await Connect();
        foreach (var text in new[] { "one", "two" })
        {
            var events = await Turn(socket, $"\"input\":\"{text}\"");
            Assert.Equal((await Stream($"\"input\":\"{text}\"")).Select(Type), events.Select(Type));
            Assert.Equal(Enumerable.Range(0, events.Length).Select(static number => (long)number), events.Select(static one => one.GetProperty("sequence_number").GetInt64()));
            var response = events[^1].GetProperty("response");
            Assert.Equal($"echo: {text}", Said(response));
            Assert.Equal(response.GetRawText(), (await Read(response)).GetRawText());
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Cancellation);
    }

    [Fact]
    public async Task several_requests_may_be_sent_at_once_and_are_answered_in_order()
    {
        using var socket = await Connect();
        for (var index = 0; index < 20; index++)
            await Send(socket, Create($"\"input\":\"m{index}\",\"store\":false"));
        for (var index = 0; index < 20; index++)
            Assert.Equal($"echo: m{index}", Said((await Receive(socket))[^1].GetProperty("response")));
    }

    [Fact]
    public async Task a_response_that_is_stored_nowhere_is_followed_on_its_connection_and_nowhere_else()
    {
        using var socket = await Connect();
        var first = Last(await Turn(socket, Counting + "\"store\":false,\"input\":\"one\""));
        var second = Last(await Turn(socket, Counting + $"\"store\":false,\"input\":\"two\",\"previous_response_id\":\"{Id(first)}\""));
        Assert.StartsWith("3 messages. echo: two", Said(second));
        var stored = Last(await Turn(socket, Counting + $"\"input\":\"three\",\"previous_response_id\":\"{Id(second)}\""));
        Assert.StartsWith("5 messages", Said(stored));
        Assert.Equal("completed", Status(await Read(stored)));

        using var other = await Connect();
        await NotFound(other, Id(second));
        await NotFound(socket, Id(first));
        Assert.StartsWith("5 messages", Said(Last(await Turn(socket, Counting + $"\"store\":false,\"input\":\"x\",\"previous_response_id\":\"{Id(second)}\""))));
        Assert.Single((await Json(HttpStatusCode.OK, Owner.GetAsync("/v1/sessions", Cancellation))).GetProperty("data").EnumerateArray());
    }

    [Theory]
    [InlineData("\"input\":[{\"type\":\"function_call_output\",\"call_id\":\"call_x\",\"output\":\"x\"}]")]
    [InlineData("\"input\":\"x\",\"model\":\"builtin/echo?tokens=5&tokenMs=5&failAfter=2\"")]
    public async Task a_chain_that_is_stored_nowhere_ends_with_its_first_failure(string failing)
    {
        using var socket = await Connect();
        var first = Last(await Turn(socket, "\"store\":false,\"input\":\"one\""));
        Assert.Contains(Type((await Turn(socket, $"\"store\":false,\"previous_response_id\":\"{Id(first)}\",{failing}"))[^1]), new[] { "error", "response.failed" });
        await NotFound(socket, Id(first));
    }

    [Theory]
    [InlineData("hello", "invalid_json", null, 400)]
    [InlineData("[]", "invalid_value", null, 400)]
    [InlineData("{}", "missing_field", "type", 400)]
    [InlineData("""{"type":"response.cancel"}""", "invalid_value", "type", 400)]
    [InlineData("""{"type":"response.create","input":"x"}""", "missing_field", "model", 400)]
    [InlineData("""{"type":"response.create","model":"builtin/echo","input":"x","background":true}""", "invalid_value", "background", 400)]
    [InlineData("""{"type":"response.create","model":"builtin/echo","input":[{"role":"user"}]}""", "missing_field", "input[0].content", 400)]
    [InlineData("""{"type":"response.create","model":"nowhere/nothing","input":"x"}""", "model_not_found", "model", 404)]
    [InlineData("""{"type":"response.create","model":"builtin/echo","input":"x","conversation":"unknown"}""", "conversation_not_found", "conversation", 404)]
    public async Task what_is_wrong_is_told_and_the_connection_goes_on(string request, string code, string? param, int status)
    {
        using var socket = await Connect();
        await Send(socket, request);
        var error = Assert.Single(await Receive(socket));
        Assert.Equal(("error", status), (Type(error), error.GetProperty("status").GetInt32()));
        Assert.Equal((code, param), (error.GetProperty("error").GetProperty("code").GetString(), error.GetProperty("error").GetProperty("param").GetString()));
        Assert.Equal("echo: x", Said(Last(await Turn(socket, "\"input\":\"x\""))));
    }

    [Fact]
    public async Task a_message_that_is_too_large_closes_the_connection()
    {
        using var socket = await Connect();
        await Send(socket, new string(' ', 1_100_000));
        Assert.Equal(WebSocketMessageType.Close, (await socket.ReceiveAsync(new byte[100], Cancellation)).MessageType);
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, socket.CloseStatus);
    }

    [Fact]
    public async Task a_client_who_leaves_ends_what_is_stored_nowhere_and_nothing_else()
    {
        string id;
        using (var socket = await Connect())
        {
            await Send(socket, Create("\"model\":\"builtin/echo?tokens=20&tokenMs=20\",\"input\":\"x\""));
            id = Id(JsonElement.Parse(await ReceiveOne(socket)).GetProperty("response"));
            socket.Abort();
        }

        Assert.Equal("completed", Status(await Ended(id)));
    }

    [Fact]
    public async Task a_key_that_no_longer_works_is_refused_on_an_open_connection()
    {
        using var socket = await Connect();
        await Turn(socket, "\"input\":\"x\"");
        await Json(HttpStatusCode.OK, Admin.PostAsync($"/admin/tenants/{TenantId}/suspend", null, Cancellation));
        await Eventually.See(async () => Type((await Turn(socket, "\"input\":\"x\""))[^1]), static type => type == "error", Cancellation);
    }

    [Fact]
    public async Task a_connection_needs_a_key_and_a_websocket()
    {
        using var socket = new ClientWebSocket();
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(Address, Cancellation));
        Assert.Contains("401", refused.Message);
        await Error(HttpStatusCode.MethodNotAllowed, "method_not_allowed", Owner.GetAsync(Path, Cancellation));
    }

    [Fact]
    public async Task a_replica_that_stops_closes_idle_connections()
    {
        await using var other = await ProgramHost.StartAsync(typeof(global::Platform.Api.Requests.RequestEdge).Assembly, new Dictionary<string, string>
        {
            ["ConnectionStrings:redis"] = Platform.Redis.ConnectionString,
            ["urls"] = "http://127.0.0.1:0",
            ["Logging:LogLevel:Default"] = "Warning",
        });
        using var socket = await Connect(other.Address);
        await Turn(socket, "\"input\":\"x\"");
        var stopping = other.DisposeAsync();
        Assert.Equal(WebSocketMessageType.Close, (await socket.ReceiveAsync(new byte[100], Cancellation)).MessageType);
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, socket.CloseStatus);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Cancellation);
        await stopping;
    }

    private Uri Address => new UriBuilder(Platform.Address) { Scheme = "ws", Path = Path }.Uri;

    private async Task<ClientWebSocket> Connect(Uri? replica = null)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {OwnerKey}");
        await socket.ConnectAsync(replica is null ? Address : new UriBuilder(replica) { Scheme = "ws", Path = Path }.Uri, Cancellation);
        return socket;
    }

    private static async Task NotFound(WebSocket socket, string id)
    {
        var error = Assert.Single(await Turn(socket, $"\"store\":false,\"input\":\"x\",\"previous_response_id\":\"{id}\""));
        Assert.Equal(("previous_response_not_found", "previous_response_id"), (error.GetProperty("error").GetProperty("code").GetString(), error.GetProperty("error").GetProperty("param").GetString()));
    }

    private static string Create(string fields) => "{\"type\":\"response.create\"," + (fields.Contains("\"model\"") ? "" : "\"model\":\"builtin/echo\",") + fields + "}";

    private static async Task<JsonElement[]> Turn(WebSocket socket, string fields)
    {
        await Send(socket, Create(fields));
        return await Receive(socket);
    }

    private static Task Send(WebSocket socket, string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, Cancellation);

    private static async Task<JsonElement[]> Receive(WebSocket socket)
    {
        List<JsonElement> events = [];
        do
            events.Add(JsonElement.Parse(await ReceiveOne(socket)));
        while (Type(events[^1]) is not ("response.completed" or "response.failed" or "response.incomplete" or "error"));
        return [.. events];
    }

    private static async Task<string> ReceiveOne(WebSocket socket)
    {
        using var message = new MemoryStream();
        var buffer = new byte[8192];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, Cancellation);
            Assert.Equal(WebSocketMessageType.Text, part.MessageType);
            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
                return Encoding.UTF8.GetString(message.ToArray());
        }
    }

    private static JsonElement Last(JsonElement[] events) => events[^1].GetProperty("response");
}
