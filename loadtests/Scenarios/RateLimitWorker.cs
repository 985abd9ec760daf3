using System.Text;
using Platform.LoadTests.Load;

namespace Platform.LoadTests.Scenarios;

/// <summary>Sends turns to one session and notes which passed, and how long each answer and refusal took.</summary>
internal sealed class RateLimitWorker : IWorker
{
    private readonly ScenarioContext _context;
    private readonly byte[] _request;
    private readonly long _start;
    private readonly bool _toleratesOutage;
    private HttpWire? _wire;

    private RateLimitWorker(ScenarioContext context, byte[] request, long start, bool toleratesOutage) =>
        (_context, _request, _start, _toleratesOutage) = (context, request, start, toleratesOutage);

    /// <summary>The turns that were served, with when they were sent and answered.</summary>
    public List<(TimeSpan SentAt, TimeSpan AnsweredAt)> Passed { get; } = [];

    /// <summary>How long their answers took.</summary>
    public LatencyHistogram Answers { get; } = new();

    /// <summary>How long refusals took.</summary>
    public LatencyHistogram Refusals { get; } = new();

    /// <summary>Turns that were not served for another reason than the limit.</summary>
    public int Outages { get; private set; }

    /// <summary>Connects.</summary>
    public static async Task<RateLimitWorker> Open(
        ScenarioContext context, string session, string key, long start, bool toleratesOutage, CancellationToken cancellationToken)
    {
        var request = HttpWire.Post(context.Server, $"/v1/sessions/{session}/messages", key, """{"content":"load","model":"builtin/echo"}""");
        return new RateLimitWorker(context, request, start, toleratesOutage) { _wire = await HttpWire.Connect(context.Server, cancellationToken) };
    }

    /// <inheritdoc/>
    public async ValueTask Next(CancellationToken cancellationToken)
    {
        _wire ??= await HttpWire.Connect(_context.Server, cancellationToken);
        var sentAt = _context.Time.GetElapsedTime(_start);
        int status;
        string text;
        try
        {
            (status, var body) = await _wire.Exchange(_request, cancellationToken);
            text = Encoding.UTF8.GetString(body.Span);
        }
        catch (Exception error) when (error is IOException or System.Net.Sockets.SocketException && _toleratesOutage)
        {
            _wire.Dispose();
            (_wire, status, text) = (null, 503, error.Message);
        }

        var answeredAt = _context.Time.GetElapsedTime(_start);
        switch (status)
        {
            case 200 when text.Contains("\"echo: load\"", StringComparison.Ordinal):
                Passed.Add((sentAt, answeredAt));
                Answers.Record(answeredAt - sentAt);
                break;
            case 429 when text.Contains("requests per minute", StringComparison.Ordinal):
                Refusals.Record(answeredAt - sentAt);
                break;
            case 502 or 503 when _toleratesOutage:
                Outages++;
                break;
            default:
                throw new LoadFailedException($"A turn answered {status}: {text}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _wire?.Dispose();
}
