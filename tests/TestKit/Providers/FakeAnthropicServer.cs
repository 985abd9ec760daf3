using System.Text.Json.Nodes;

namespace Platform.Tests.TestKit.Providers;

/// <summary>Speaks Anthropic's messages protocol.</summary>
internal sealed class FakeAnthropicServer : FakeProviderServer
{
    public const string Ping = "event: ping\ndata: {\"type\":\"ping\"}\n\n";

    public static readonly string Stop = Event("message_stop", []);

    public static async Task<FakeAnthropicServer> Start()
    {
        var server = new FakeAnthropicServer();
        await server.StartAsync();
        return server;
    }

    /// <summary>A complete answer in these pieces.</summary>
    public static Func<ProviderExchange, Task> Answer(params string[] pieces) => async exchange =>
    {
        await exchange.Write(Start(7) + BlockStart(0, new JsonObject { ["type"] = "text", ["text"] = "" }) + Ping);
        foreach (var piece in pieces)
            await exchange.Write(Text(0, piece));
        await exchange.Write(BlockStop(0) + Finish("end_turn", pieces.Length) + Stop);
    };

    public static string Start(int inputTokens) => Event("message_start", new JsonObject
    {
        ["message"] = new JsonObject
        {
            ["id"] = "msg_1",
            ["type"] = "message",
            ["role"] = "assistant",
            ["model"] = "m",
            ["content"] = new JsonArray(),
            ["stop_reason"] = null,
            ["stop_sequence"] = null,
            ["usage"] = new JsonObject { ["input_tokens"] = inputTokens, ["output_tokens"] = 1, ["cache_read_input_tokens"] = 2 },
        },
    });

    public static string BlockStart(int index, JsonObject block) =>
        Event("content_block_start", new JsonObject { ["index"] = index, ["content_block"] = block });

    public static string ToolStart(int index, string id, string name) => BlockStart(
        index, new JsonObject { ["type"] = "tool_use", ["id"] = id, ["name"] = name, ["input"] = new JsonObject() });

    public static string Text(int index, string text) => Delta(index, new JsonObject { ["type"] = "text_delta", ["text"] = text });

    public static string Json(int index, string json) => Delta(index, new JsonObject { ["type"] = "input_json_delta", ["partial_json"] = json });

    public static string Thinking(int index, string text) => Delta(index, new JsonObject { ["type"] = "thinking_delta", ["thinking"] = text });

    public static string BlockStop(int index) => Event("content_block_stop", new JsonObject { ["index"] = index });

    public static string Finish(string reason, int outputTokens) => Event("message_delta", new JsonObject
    {
        ["delta"] = new JsonObject { ["stop_reason"] = reason, ["stop_sequence"] = null },
        ["usage"] = new JsonObject { ["output_tokens"] = outputTokens },
    });

    public static string Event(string type, JsonObject data)
    {
        data.Insert(0, "type", type);
        return $"event: {type}\ndata: {data.ToJsonString()}\n\n";
    }

    private static string Delta(int index, JsonObject delta) =>
        Event("content_block_delta", new JsonObject { ["index"] = index, ["delta"] = delta });
}
