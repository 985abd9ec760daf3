using System.Runtime.CompilerServices;
using System.Text.Json;
using Xunit;

namespace Platform.Tests.TestKit;

/// <summary>One frame of an event stream. A comment has only <see cref="Comment"/>.</summary>
internal sealed record SseFrame(string? Event, string? Id, string? Data, string? Comment)
{
    public JsonElement Json => JsonElement.Parse(Data!);

    /// <summary>The frames of an answer, each as soon as it is there.</summary>
    public static async IAsyncEnumerable<SseFrame> Read(HttpResponseMessage answer, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        Assert.True(answer.Headers.CacheControl!.NoCache);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellation));
        var frame = new SseFrame(null, null, null, null);
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            frame = line switch
            {
                _ when line.StartsWith("event: ", StringComparison.Ordinal) => frame with { Event = line[7..] },
                _ when line.StartsWith("id: ", StringComparison.Ordinal) => frame with { Id = line[4..] },
                _ when line.StartsWith("data: ", StringComparison.Ordinal) => frame with { Data = line[6..] },
                _ when line.StartsWith(": ", StringComparison.Ordinal) => frame with { Comment = line[2..] },
                "" => frame,
                _ => throw new FormatException($"Not a line of an event stream: {line}"),
            };
            if (line.Length == 0)
            {
                yield return frame;
                frame = new SseFrame(null, null, null, null);
            }
        }
    }
}
