using System.Text.Json.Nodes;

namespace Platform.Tests.TestKit.Providers;

/// <summary>Speaks OpenAI's chat completions protocol.</summary>
internal sealed class FakeOpenAiServer : FakeProviderServer
{
    public const string Done = "data: [DONE]\n\n";

    public const string Role = """data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}""" + "\n\n";

    public static async Task<FakeOpenAiServer> Start()
    {
        var server = new FakeOpenAiServer();
        await server.StartAsync();
        return server;
    }

    /// <summary>A complete answer in these pieces.</summary>
    public static Func<ProviderExchange, Task> Answer(params string[] pieces) => async exchange =>
    {
        await exchange.Write(Role);
        foreach (var piece in pieces)
            await exchange.Write(Text(piece));
        await exchange.Write(Finish("stop") + Usage(7, pieces.Length) + Done);
    };

    public static string Text(string text) => Delta(new JsonObject { ["content"] = text });

    public static string ToolCall(int index, string? id, string? name, string arguments)
    {
        var function = new JsonObject { ["arguments"] = arguments };
        if (name is not null)
            function["name"] = name;
        var call = new JsonObject { ["index"] = index, ["function"] = function };
        if (id is not null)
        {
            call["id"] = id;
            call["type"] = "function";
        }

        return Delta(new JsonObject { ["tool_calls"] = new JsonArray(call) });
    }

    public static string Finish(string reason) => Delta([], reason);

    public static string Usage(int input, int output)
    {
        var chunk = new JsonObject
        {
            ["id"] = "c1",
            ["object"] = "chat.completion.chunk",
            ["created"] = 1,
            ["model"] = "m",
            ["choices"] = new JsonArray(),
            ["usage"] = new JsonObject { ["prompt_tokens"] = input, ["completion_tokens"] = output, ["total_tokens"] = input + output },
        };
        return $"data: {chunk.ToJsonString()}\n\n";
    }

    public static string Delta(JsonObject delta, string? finish = null)
    {
        var chunk = new JsonObject
        {
            ["id"] = "c1",
            ["object"] = "chat.completion.chunk",
            ["created"] = 1,
            ["model"] = "m",
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish }),
        };
        return $"data: {chunk.ToJsonString()}\n\n";
    }
}
