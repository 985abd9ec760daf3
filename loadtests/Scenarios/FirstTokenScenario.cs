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

    /// <inheritdoc/>
    public string Name => "first-token";

    /// <inheritdoc/>
    public string Description => "The first token through Chat Completions against the time that the model takes for it, at low load.";

    /// <inheritdoc/>
    public ScenarioDefaults Defaults { get; } = new(Silos: 2, Apis: 1, Users: 200, DurationSeconds: 1) { Standard = false };

    /// <inheritdoc/>
    public async Task<Report> Run(ScenarioContext context, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", context.Key);
        var unique = Guid.NewGuid().ToString("n");
        List<(string Name, Func<int, HttpRequestMessage> Call)> ways =
        [
            ("stateless", _ => Chat(context.Direct, null)),
            ("in a session", _ => Chat(context.Direct, $"first-token-{unique}")),
            ("in a session that it creates", call => Chat(context.Direct, $"first-token-{unique}-{call}")),
        ];
        if (context.Direct != context.Server)
            ways.Add(("stateless, through the app host's proxy", _ => Chat(context.Server, null)));
        var latencies = ways.Select(static _ => new LatencyHistogram()).ToArray();
        context.Progress($"{context.Users} calls each of {ways.Count} kinds by turns, after {WarmUpCalls} that do not count");
        // By turns, so that a slow moment of the machine falls on all of them.
        for (var call = 0; call < WarmUpCalls + context.Users; call++)
        {
            for (var way = 0; way < ways.Count; way++)
            {
                var took = await FirstToken(http, ways[way].Call(call), context.Time, cancellationToken);
                if (call >= WarmUpCalls)
                    latencies[way].Record(took);
            }
        }

        return new Report(
            Name,
            [.. ways.Select((way, index) => new ReportRow(way.Name, 0, latencies[index]))],
            [.. ways.Select((way, index) => ($"median more than the model's {ModelMs} ms, {way.Name}", More(latencies[index])))]);
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

    private static HttpRequestMessage Chat(Uri server, string? session)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, "/v1/chat/completions")) { Content = Body() };
        if (session is not null)
            request.Headers.Add("x-session-id", session);
        return request;
    }

    private static StringContent Body() => new(
        $$$"""{"model":"builtin/echo?firstTokenMs={{{ModelMs}}}","stream":true,"messages":[{"role":"user","content":"hello"}]}""", Encoding.UTF8, "application/json");

    private static string More(LatencyHistogram took) =>
        $"{(took.Percentile(0.5).TotalMilliseconds - ModelMs).ToString("0.00", CultureInfo.InvariantCulture)} ms";
}
