using System.Net;
using System.Net.Http.Json;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Cluster;

/// <summary>One client that reads the events of a turn at its own pace.</summary>
internal sealed class TurnViewer : IAsyncDisposable
{
    private readonly HttpResponseMessage _answer;
    private readonly IAsyncEnumerator<SseFrame> _frames;

    private TurnViewer(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        _answer = answer;
        _frames = SseFrame.Read(answer, cancellationToken).GetAsyncEnumerator(cancellationToken);
    }

    /// <summary>Begins a turn and reads its events.</summary>
    public static Task<TurnViewer> Send(
        HttpClient http, string session, string content, string model, CancellationToken cancellationToken, string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/sessions/{session}/messages")
        {
            Content = JsonContent.Create(new { content, model, stream = true }),
        };
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        return Open(http, request, cancellationToken);
    }

    /// <summary>Follows the session's turn from beyond an event.</summary>
    public static Task<TurnViewer> Follow(HttpClient http, string session, string after, CancellationToken cancellationToken) =>
        Open(http, new HttpRequestMessage(HttpMethod.Get, $"/v1/sessions/{session}/events?after={after}"), cancellationToken);

    /// <summary>Goes on where a browser was when its connection broke.</summary>
    public static Task<TurnViewer> Resume(HttpClient http, string session, string lastEventId, CancellationToken cancellationToken) => Open(
        http,
        new HttpRequestMessage(HttpMethod.Get, $"/v1/sessions/{session}/events") { Headers = { { "Last-Event-ID", lastEventId } } },
        cancellationToken);

    /// <summary>Opens any stream of events.</summary>
    public static async Task<TurnViewer> Open(HttpClient http, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{request.RequestUri} answered {(int)answer.StatusCode}: {(answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync(cancellationToken))}");
            return new TurnViewer(answer, cancellationToken);
        }
    }

    /// <summary>The text of events.</summary>
    public static string TextOf(IEnumerable<SseFrame> frames) =>
        string.Concat(frames.Where(frame => frame.Event == "message.delta").Select(frame => frame.Json.GetProperty("delta").GetString()));

    /// <summary>The next events, so many of them.</summary>
    public async Task<List<SseFrame>> Take(int count)
    {
        var taken = new List<SseFrame>();
        while (taken.Count < count)
        {
            Assert.True(await _frames.MoveNextAsync(), "The stream ended early.");
            taken.Add(_frames.Current);
        }

        return taken;
    }

    /// <summary>What is left, until the stream's proper end.</summary>
    public async Task<List<SseFrame>> Rest()
    {
        var rest = new List<SseFrame>();
        while (await _frames.MoveNextAsync())
            rest.Add(_frames.Current);
        return rest;
    }

    /// <summary>What is left of a stream that is cut, without its proper end.</summary>
    public async Task<List<SseFrame>> RestUntilCut()
    {
        var rest = new List<SseFrame>();
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            while (await _frames.MoveNextAsync())
                rest.Add(_frames.Current);
        });
        return rest;
    }

    public async ValueTask DisposeAsync()
    {
        await _frames.DisposeAsync();
        _answer.Dispose();
    }
}
