using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Platform.LoadTests.Load;
using Platform.LoadTests.Reports;

namespace Platform.LoadTests.Scenarios;

/// <summary>Persisted synchronous turns over HTTP, spread over many sessions, beside a bare Kestrel echo in the same run.</summary>
internal sealed class TurnScenario : IScenario
{
    /// <inheritdoc/>
    public string Name => "turn";

    /// <inheritdoc/>
    public string Description => "Persisted turns over HTTP, closed loop, against a bare Kestrel echo in the same run.";

    /// <inheritdoc/>
    public ScenarioDefaults Defaults { get; } = new(Silos: 1, Apis: 1, Users: 1_000, DurationSeconds: 10);

    /// <inheritdoc/>
    public async Task<Report> Run(ScenarioContext context, CancellationToken cancellationToken)
    {
        LoadResult bare;
        await using (var echo = await BareEcho.Start(cancellationToken))
        {
            context.Progress($"bare Kestrel echo, {context.Connections} connections");
            bare = await Load(context, index => BareEchoWorker.Open(echo.Address, index, cancellationToken), cancellationToken);
        }

        using var http = new HttpClient { BaseAddress = context.Server };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", context.Key);
        context.Progress($"creating {context.Users} sessions");
        var sessions = await CreateSessions(http, context.Users, cancellationToken);

        context.Progress($"turns, {context.Connections} connections over {context.Users} sessions");
        var acknowledged = new long[sessions.Length];
        var turns = await Load(
            context,
            index => TurnWorker.Open(context, sessions, acknowledged, index, cancellationToken),
            cancellationToken);
        var ratio = turns.Rate / bare.Rate;

        context.Progress("checking that every acknowledged turn is stored");
        await Verify(http, sessions, acknowledged, cancellationToken);
        return new Report(
            Name,
            [
                ReportRow.Of("bare Kestrel echo", bare),
                ReportRow.Of("persisted turn", turns),
            ],
            [
                ("turns/s ÷ bare echo", ratio.ToString("0.000", CultureInfo.InvariantCulture)),
                ("acknowledged turns", acknowledged.Sum().ToString("N0", CultureInfo.InvariantCulture)),
                ("lost or doubled", "0"),
            ])
        {
            Bars = [new BarFigure("B1", "turns/s ÷ bare Kestrel echo", ratio, Bar: 0.30, Goal: 0.45, MoreIsBetter: true)],
        };
    }

    private static Task<LoadResult> Load(ScenarioContext context, Func<int, Task<IWorker>> open, CancellationToken cancellationToken) =>
        ClosedLoop.Run(context.Connections, context.WarmUp, context.Duration, (index, _) => open(index), context.Time, cancellationToken);

        private static async Task<string[]> CreateSessions(HttpClient http, int count, CancellationToken cancellationToken)
    {
        var sessions = new string[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = cancellationToken }, async (index, token) =>
        {
            using var answer = await http.PostAsJsonAsync("/v1/sessions", new { agentId = "assistant" }, token);
            if (!answer.IsSuccessStatusCode)
                throw new LoadFailedException($"Creating a session answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(token)}");
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>(token);
            sessions[index] = body.GetProperty("id").GetString()!;
        });
        return sessions;
    }

    private static async Task Verify(HttpClient http, string[] sessions, long[] acknowledged, CancellationToken cancellationToken)
    {
        await Parallel.ForAsync(0, sessions.Length, new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = cancellationToken }, async (index, token) =>
        {
            var session = await http.GetFromJsonAsync<JsonElement>($"/v1/sessions/{sessions[index]}", token);
            // A turn is two messages, and places are never reused: the last one tells how many turns were stored.
            var stored = session.GetProperty("lastSeq").GetInt64() / 2;
            if (stored != acknowledged[index])
                throw new LoadFailedException($"Session {sessions[index]}: {acknowledged[index]} turns acknowledged, {stored} stored.");
        });
    }

    private sealed class TurnWorker : IWorker
    {
        private readonly HttpWire _wire;
        private readonly (int Session, byte[] Request, byte[] Expected)[] _own;
        private readonly long[] _acknowledged;
        private int _next;

        private TurnWorker(HttpWire wire, (int Session, byte[] Request, byte[] Expected)[] own, long[] acknowledged)
        {
            _wire = wire;
            _own = own;
            _acknowledged = acknowledged;
        }

        public static async Task<IWorker> Open(
            ScenarioContext context, string[] sessions, long[] acknowledged, int worker, CancellationToken cancellationToken)
        {
            // Each session belongs to one connection, so that no turn waits for another.
            var own = Enumerable.Range(0, sessions.Length)
                .Where(session => session % context.Connections == worker)
                .Select(session => (
                    session,
                    HttpWire.Post(context.Direct, $"/v1/sessions/{sessions[session]}/messages", context.Key, $$"""{"content":"load {{session}}"}"""),
                    Encoding.UTF8.GetBytes($"\"echo: load {session}\"")))
                .ToArray();
            return new TurnWorker(await HttpWire.Connect(context.Direct, cancellationToken), own, acknowledged);
        }

        public async ValueTask Next(CancellationToken cancellationToken)
        {
            var (session, request, expected) = _own[_next++ % _own.Length];
            var (status, body) = await _wire.Exchange(request, cancellationToken);
            if (status != 200 || body.Span.IndexOf(expected) < 0)
                throw new LoadFailedException($"A turn answered {status}: {Encoding.UTF8.GetString(body.Span)}");
            _acknowledged[session]++;
        }

        public void Dispose() => _wire.Dispose();
    }
}
