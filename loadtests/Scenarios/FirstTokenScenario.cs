using System.Globalization;
using Platform.LoadTests.Load;
using Platform.LoadTests.Reports;

namespace Platform.LoadTests.Scenarios;

/// <summary>How much later than the model the platform gives the first token of a streamed answer, one call at a time.</summary>
internal sealed class FirstTokenScenario : IScenario
{
    private const int ModelMs = 50;
    private const int WarmUpCalls = 100;

    /// <inheritdoc/>
    public string Name => "first-token";

    /// <inheritdoc/>
    public string Description => "The first token through Chat Completions against the time that the model takes for it, at low load.";

    /// <inheritdoc/>
    public ScenarioDefaults Defaults { get; } = new(Silos: 2, Apis: 1, Users: 200, DurationSeconds: 1) { Standard = false };

    /// <inheritdoc/>
    public async Task<Report> Run(ScenarioContext context, CancellationToken cancellationToken)
    {
        var unique = Guid.NewGuid().ToString("n");
        List<(string Name, Uri Server, Func<int, string?> Session)> ways =
        [
            ("stateless", context.Direct, static _ => null),
            ("in a session", context.Direct, _ => $"first-token-{unique}"),
            ("in a session that it creates", context.Direct, call => $"first-token-{unique}-{call}"),
        ];
        if (context.Direct != context.Server)
            ways.Add(("stateless, through the app host's proxy", context.Server, static _ => null));
        var latencies = ways.Select(static _ => new LatencyHistogram()).ToArray();
        context.Progress($"{context.Users} calls each of {ways.Count} kinds by turns, after {WarmUpCalls} that do not count");
        using var direct = HttpWire.ConnectHoldingThread(context.Direct, cancellationToken);
        using var proxied = HttpWire.ConnectHoldingThread(context.Server, cancellationToken);
        // By turns, so that a slow moment of the machine falls on all of them.
        for (var call = 0; call < WarmUpCalls + context.Users; call++)
        {
            for (var way = 0; way < ways.Count; way++)
            {
                var (_, server, session) = ways[way];
                var wire = server == context.Direct ? direct : proxied;
                var took = await FirstToken(wire, Chat(server, context.Key, session(call)), context.Time, cancellationToken);
                if (call >= WarmUpCalls)
                    latencies[way].Record(took);
            }
        }

        return new Report(
            Name,
            [.. ways.Select((way, index) => new ReportRow(way.Name, 0, latencies[index]))],
            [.. ways.Select((way, index) => ($"median more than the model's {ModelMs} ms, {way.Name}", More(latencies[index])))]);
    }

    private static async Task<TimeSpan> FirstToken(HttpWire wire, byte[] request, TimeProvider time, CancellationToken cancellationToken)
    {
        var sent = time.GetTimestamp();
        var (status, _) = await wire.Begin(request, cancellationToken);
        TimeSpan? first = null;
        while (await wire.NextEvent(cancellationToken) is { Length: > 0 } part)
        {
            if (first is null && part.Span.IndexOf("\"content\":\""u8) >= 0 && part.Span.IndexOf("\"content\":\"\""u8) < 0)
                first = time.GetElapsedTime(sent);
        }

        return first ?? throw new LoadFailedException($"A streamed call answered {status} without a token.");
    }

    private static byte[] Chat(Uri server, string key, string? session) => HttpWire.Post(
        server,
        "/v1/chat/completions",
        key,
        $$$"""{"model":"builtin/echo?firstTokenMs={{{ModelMs}}}","stream":true,"messages":[{"role":"user","content":"hello"}]}""",
        session is null ? null : $"x-session-id: {session}");

    private static string More(LatencyHistogram took) =>
        $"{(took.Percentile(0.5).TotalMilliseconds - ModelMs).ToString("0.00", CultureInfo.InvariantCulture)} ms";
}
