using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.LoadTests.Faults;
using Platform.LoadTests.Load;

namespace Platform.LoadTests.Rolling;

/// <summary>
/// A user with a session and an ordinary HTTP client of his own: connections are kept alive, and nothing is ever sent again.
/// Remembers every turn, every failure and when he was answered.
/// </summary>
internal sealed class RollingUser : IWorker
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http;
    private readonly string _name;
    private readonly TurnKind _kind;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly List<SentTurn> _sent = [];
    private readonly List<TurnFailure> _failures = [];
    private readonly List<TimeSpan> _answered = [];

    /// <param name="server">The platform.</param>
    /// <param name="key">An API key.</param>
    /// <param name="session">His session.</param>
    /// <param name="name">Begins each message, so that all are different.</param>
    /// <param name="kind">How he asks.</param>
    /// <param name="time">The clock.</param>
    public RollingUser(Uri server, string key, string session, string name, TurnKind kind, TimeProvider time)
    {
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { BaseAddress = server, Timeout = Patience };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        Session = session;
        _name = name;
        _kind = kind;
        _time = time;
        _start = time.GetTimestamp();
    }

    /// <summary>The session's id.</summary>
    public string Session { get; }

    /// <summary>Everything that was sent.</summary>
    public IReadOnlyList<SentTurn> Sent => _sent;

    /// <summary>What was not answered as it should be.</summary>
    public IReadOnlyList<TurnFailure> Failures => _failures;

    /// <summary>When each good answer was complete.</summary>
    public IReadOnlyList<TimeSpan> Answered => _answered;

    /// <inheritdoc/>
    public async ValueTask Next(CancellationToken cancellationToken)
    {
        var content = $"{_name} turn {_sent.Count}{_kind.Rest}";
        try
        {
            var turn = await Ask(content, cancellationToken);
            if (turn.GetProperty("status").GetString() != "completed" || turn.GetProperty("message").GetProperty("content").GetString() != $"echo: {content}")
                throw new LoadFailedException($"the answer is {turn}");
            _sent.Add(new SentTurn(content, true, turn.GetProperty("message").GetProperty("seq").GetInt64()));
            _answered.Add(_time.GetElapsedTime(_start));
        }
        catch (Exception error) when (error is LoadFailedException or HttpRequestException or IOException or JsonException or KeyNotFoundException or OperationCanceledException)
        {
            _sent.Add(new SentTurn(content, false, 0));
            _failures.Add(new TurnFailure(_time.GetElapsedTime(_start), Session, content, Describe(error)));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static string Describe(Exception error) =>
        error.InnerException is { } cause ? $"{error.Message} ({Describe(cause)})" : error.Message;

    private async Task<JsonElement> Ask(string content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/sessions/{Session}/messages")
        {
            Content = JsonContent.Create(new { content, stream = _kind.Streams }),
        };
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.OK)
            throw new LoadFailedException($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        return _kind.Streams
            ? await TurnStreamReader.Read(await answer.Content.ReadAsStreamAsync(cancellationToken), cancellationToken)
            : await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }
}
