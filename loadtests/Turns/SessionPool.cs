using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.LoadTests.Load;
using Platform.LoadTests.Scenarios;

namespace Platform.LoadTests.Turns;

/// <summary>Sessions that turns are sent to, and how many turns of each were acknowledged.</summary>
internal sealed class SessionPool : IDisposable
{
    private const int Parallelism = 32;

    private readonly ScenarioContext _context;
    private readonly HttpClient _http;

    private SessionPool(ScenarioContext context, HttpClient http, string[] ids)
    {
        _context = context;
        _http = http;
        Ids = ids;
        Acknowledged = new long[ids.Length];
    }

    /// <summary>The sessions.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>Acknowledged turns by session; each is counted by one worker at a time.</summary>
    public long[] Acknowledged { get; }

    /// <summary>Creates sessions of an agent.</summary>
    public static async Task<SessionPool> Create(ScenarioContext context, int count, string agentId, CancellationToken cancellationToken)
    {
        var http = new HttpClient { BaseAddress = context.Direct, Timeout = TimeSpan.FromMinutes(2) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", context.Key);
        var ids = new string[count];
        await Parallel.ForAsync(0, count, Parallel32(cancellationToken), async (index, token) =>
        {
            using var answer = await http.PostAsJsonAsync("/v1/sessions", new { agentId }, token);
            if (!answer.IsSuccessStatusCode)
                throw new LoadFailedException($"Creating a session answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(token)}");
            ids[index] = (await answer.Content.ReadFromJsonAsync<JsonElement>(token)).GetProperty("id").GetString()!;
        });
        return new SessionPool(context, http, ids);
    }

    /// <summary>A worker that sends turns to its share of the sessions, so that no turn waits for another.</summary>
    /// <param name="worker">Its number.</param>
    /// <param name="workers">How many there are.</param>
    /// <param name="text">What a session is told, by its number.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<TurnSender> Sender(int worker, int workers, Func<int, string> text, CancellationToken cancellationToken) =>
        await TurnSender.Open(_context, this, [.. Enumerable.Range(0, Ids.Count).Where(session => session % workers == worker)], text, cancellationToken);

    /// <summary>Sends so many turns to every session.</summary>
    public async Task Fill(int turns, Func<int, string> text, CancellationToken cancellationToken)
    {
        var workers = Math.Min(_context.Connections, Ids.Count);
        await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(
            async () =>
            {
                using var sender = await Sender(worker, workers, text, cancellationToken);
                for (var left = turns * sender.Sessions; left > 0; left--)
                    await sender.Next(cancellationToken);
            },
            cancellationToken)));
    }

    /// <summary>Checks that exactly the acknowledged turns are stored.</summary>
    /// <param name="messages">How many messages each session has to show; null: whatever it keeps.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LoadFailedException">One is lost, or stored twice.</exception>
    public Task Verify(int? messages, CancellationToken cancellationToken) =>
        Parallel.ForAsync(0, Ids.Count, Parallel32(cancellationToken), async (index, token) =>
        {
            var session = await _http.GetFromJsonAsync<JsonElement>($"/v1/sessions/{Ids[index]}", token);
            // A turn is two messages, and places are never reused: the last one tells how many turns were stored.
            var stored = session.GetProperty("lastSeq").GetInt64() / 2;
            if (stored != Acknowledged[index])
                throw new LoadFailedException($"Session {Ids[index]}: {Acknowledged[index]} turns acknowledged, {stored} stored.");
            if (messages is { } wanted && session.GetProperty("messageCount").GetInt32() is var kept && kept != wanted)
                throw new LoadFailedException($"Session {Ids[index]} keeps {kept} messages: it was to have {wanted}.");
        });

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static ParallelOptions Parallel32(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
}
