using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using Platform.LoadTests.Load;

namespace Platform.LoadTests.Rolling;

/// <summary>Reads a streamed turn to its end, and checks that its pieces are the answer.</summary>
internal static class TurnStreamReader
{
    /// <summary>The turn that the last event carries.</summary>
    /// <exception cref="LoadFailedException">The stream ended without it, or its pieces say something else.</exception>
    public static async Task<JsonElement> Read(Stream stream, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        JsonElement? turn = null;
        // To the very end: a stream that breaks off behind its last event has failed too.
        await foreach (var step in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            var data = JsonElement.Parse(step.Data);
            switch (step.EventType)
            {
                case "message.delta":
                    text.Append(data.GetProperty("delta").GetString());
                    break;
                case "turn.completed":
                    turn = data.GetProperty("turn");
                    break;
                case not "turn.started":
                    throw new LoadFailedException($"{step.EventType}: {step.Data}");
            }
        }

        if (turn is not { } completed)
            throw new LoadFailedException($"the stream ended behind '{text}'");
        return completed.GetProperty("message").GetProperty("content").GetString() == text.ToString()
            ? completed
            : throw new LoadFailedException($"the pieces '{text}' are not the answer {completed}");
    }
}
