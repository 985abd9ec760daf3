using System.Net.Http.Headers;
using System.Text;
using Platform.LoadTests.Load;
using Platform.LoadTests.Scenarios;

namespace Platform.LoadTests.Turns;

/// <summary>Sessions that are created through the API and then left alone.</summary>
internal sealed class RestingSessions
{
    /// <summary>So many are looked up afterwards, evenly spread.</summary>
    private const int Checked = 2_000;

    private readonly ScenarioContext _context;
    private readonly int _count;

    private RestingSessions(ScenarioContext context, int count, double perSecond)
    {
        _context = context;
        _count = count;
        PerSecond = perSecond;
    }

    /// <summary>How many were created per second.</summary>
    public double PerSecond { get; }

    /// <summary>Creates them, over as many connections as the run has.</summary>
    public static async Task<RestingSessions> Create(ScenarioContext context, int count, string agentId, CancellationToken cancellationToken)
    {
        const int TellEvery = 100_000;
        var start = context.Time.GetTimestamp();
        var (next, made) = (-1, 0);
        await Task.WhenAll(Enumerable.Range(0, context.Connections).Select(_ => Task.Run(
            async () =>
            {
                using var wire = await HttpWire.Connect(context.Direct, cancellationToken);
                while (Interlocked.Increment(ref next) is var number && number < count)
                {
                    var request = HttpWire.Post(context.Direct, "/v1/sessions", context.Key, $$"""{"id":"{{Id(number)}}","agentId":"{{agentId}}"}""");
                    var (status, body) = await wire.Exchange(request, cancellationToken);
                    if (status != 201)
                        throw new LoadFailedException($"Creating a session answered {status}: {Encoding.UTF8.GetString(body.Span)}");
                    if (Interlocked.Increment(ref made) % TellEvery == 0)
                        context.Progress($"{made:N0} sessions");
                }
            },
            cancellationToken)));
        return new RestingSessions(context, count, count / Math.Max(0.001, context.Time.GetElapsedTime(start).TotalSeconds));
    }

    /// <summary>Looks some of them up.</summary>
    /// <exception cref="LoadFailedException">One is not there.</exception>
    public async Task Verify(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = _context.Direct };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _context.Key);
        var step = Math.Max(1, _count / Checked);
        for (var number = 0; number < _count; number += step)
        {
            using var answer = await http.GetAsync($"/v1/sessions/{Id(number)}", cancellationToken);
            if (!answer.IsSuccessStatusCode)
                throw new LoadFailedException($"Session {Id(number)} was created, and is answered with {(int)answer.StatusCode}.");
        }
    }

    private static string Id(int number) => $"resting-{number}";
}
