using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Platform.LoadTests.Load;
using Platform.LoadTests.Reports;

namespace Platform.LoadTests.Scenarios;

/// <summary>How much later than the model the platform gives the first token of a streamed answer, one call at a time.</summary>
internal sealed class FirstTokenScenario : IScenario
{
    private const int ModelMs = 50;
    private const int WarmUpCalls = 100;
    private const int LongestTickMs = 12;

    /// <inheritdoc/>
    public string Name => "first-token";

    /// <inheritdoc/>
    public string Description => "The first token through Chat Completions against a bare Kestrel stream that waits as long as the model, at low load.";

    /// <inheritdoc/>
    public ScenarioDefaults Defaults { get; } = new(Silos: 2, Apis: 1, Users: 200, DurationSeconds: 1) { Standard = false };

    /// <inheritdoc/>
    public async Task<Report> Run(ScenarioContext context, CancellationToken cancellationToken)
    {
        await using var bare = await BareEcho.Start(cancellationToken);
        using var http = new HttpClient { BaseAddress = context.Server };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", context.Key);
        var unique = Guid.NewGuid().ToString("n");
        (string Name, Func<int, HttpRequestMessage> Call)[] ways =
        [
            ("bare Kestrel stream", _ => new HttpRequestMessage(HttpMethod.Post, new Uri(bare.Address, $"{BareEcho.StreamPath}?ms={ModelMs}")) { Content = Body() }),
            ("stateless", _ => Chat(null)),
            ("in a session", _ => Chat($"first-token-{unique}")),
            ("in a session that it creates", call => Chat($"first-token-{unique}-{call}")),
        ];
        var latencies = ways.Select(static _ => new LatencyHistogram()).ToArray();
        context.Progress($"{context.Users} calls each of {ways.Length} kinds by turns, after {WarmUpCalls} that do not count");
        // By turns, so that a slow moment of the machine falls on all of them.
        for (var call = 0; call < WarmUpCalls + context.Users; call++)
        {
            for (var way = 0; way < ways.Length; way++)
            {
                AwaitPhase(context.Time);
                var took = await FirstToken(http, ways[way].Call(call), context.Time, cancellationToken);
                if (call >= WarmUpCalls)
                    latencies[way].Record(took);
            }
        }

        return new Report(
            Name,
            [.. ways.Select((way, index) => new ReportRow(way.Name, 0, latencies[index]))],
            [.. ways.Skip(1).Select((way, index) => ($"median more than bare, {way.Name}", Difference(latencies[index + 1], latencies[0])))]);
    }

    /// <summary>
    /// Timers fire on the system's coarse ticks of some milliseconds. Calls that follow the end of one another would start at the
    /// same place between two ticks each, and their waits come out longer or shorter together: so each starts at any place.
    /// </summary>
    private static void AwaitPhase(TimeProvider time)
    {
        var (start, wait) = (time.GetTimestamp(), TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * LongestTickMs));
        SpinWait.SpinUntil(() => time.GetElapsedTime(start) >= wait);
    }

    private static async Task<TimeSpan> FirstToken(HttpClient http, HttpRequestMessage request, TimeProvider time, CancellationToken cancellationToken)
    {
        using (request)
        {
            var sent = time.GetTimestamp();
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken));
            TimeSpan? first = null;
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                if (first is null && line.Contains("\"content\":\"", StringComparison.Ordinal) && !line.Contains("\"content\":\"\"", StringComparison.Ordinal))
                    first = time.GetElapsedTime(sent);
            }

            return first ?? throw new LoadFailedException($"A streamed call answered {(int)answer.StatusCode} without a token.");
        }
    }

    private static HttpRequestMessage Chat(string? session)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = Body() };
        if (session is not null)
            request.Headers.Add("x-session-id", session);
        return request;
    }

    private static StringContent Body() => new(
        $$$"""{"model":"builtin/echo?firstTokenMs={{{ModelMs}}}","stream":true,"messages":[{"role":"user","content":"hello"}]}""", Encoding.UTF8, "application/json");

    private static string Difference(LatencyHistogram platform, LatencyHistogram bare) =>
        $"{(platform.Percentile(0.5) - bare.Percentile(0.5)).TotalMilliseconds.ToString("0.00", CultureInfo.InvariantCulture)} ms";
}
