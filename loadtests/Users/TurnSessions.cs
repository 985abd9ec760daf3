using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Platform.LoadTests.Load;
using Platform.LoadTests.Scenarios;
using Platform.LoadTests.Tenants;

namespace Platform.LoadTests.Users;

/// <summary>
/// Sessions of an agent with a test model, what is sent to each, and how often that was acknowledged. Each session gets the same
/// message again and again, other than every other session's, so an answer that went astray is seen.
/// </summary>
internal sealed class TurnSessions
{
    /// <summary>The test model that answers at once.</summary>
    public const string AtOnce = "builtin/echo";

    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);

    private readonly ScenarioContext _context;
    private readonly string[] _ids;
    private readonly Func<int, string> _content;
    private readonly long[] _acknowledged;

    /// <summary>Sessions that are there already.</summary>
    /// <param name="context">The platform.</param>
    /// <param name="ids">Their ids.</param>
    /// <param name="content">The message of each.</param>
    public TurnSessions(ScenarioContext context, string[] ids, Func<int, string> content)
    {
        _context = context;
        _ids = ids;
        _content = content;
        _acknowledged = new long[ids.Length];
    }

    /// <summary>How many there are.</summary>
    public int Count => _ids.Length;

    /// <summary>Their ids.</summary>
    public IReadOnlyList<string> Ids => _ids;

    /// <summary>The turns that were acknowledged.</summary>
    public long Acknowledged => _acknowledged.Sum();

    /// <summary>Makes the agent and the sessions.</summary>
    /// <param name="context">The platform.</param>
    /// <param name="count">How many sessions.</param>
    /// <param name="agentId">The agent; one that is there gets the model.</param>
    /// <param name="model">A test model whose answer is the message again.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="content">The message of each session, without characters that JSON escapes; default its number.</param>
    public static async Task<TurnSessions> Create(
        ScenarioContext context, int count, string agentId, string model, CancellationToken cancellationToken, Func<int, string>? content = null)
    {
        using (var http = Client(context))
            await LoadTenant.Expect(http.PutAsJsonAsync($"/v1/agents/{agentId}", new { model }, cancellationToken), cancellationToken);
        return await Create(context, count, agentId, cancellationToken, content);
    }

    /// <summary>Makes sessions of an agent that is there already, with a model that answers like the test model.</summary>
    /// <param name="context">The platform.</param>
    /// <param name="count">How many sessions.</param>
    /// <param name="agentId">The agent.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="content">The message of each session, without characters that JSON escapes; default its number.</param>
    public static async Task<TurnSessions> Create(
        ScenarioContext context, int count, string agentId, CancellationToken cancellationToken, Func<int, string>? content = null)
    {
        context.Progress($"creating {count:N0} sessions");
        using var http = Client(context);
        var ids = new string[count];
        await ForEach(count, cancellationToken, async (index, token) =>
            ids[index] = (await LoadTenant.Expect(http.PostAsJsonAsync("/v1/sessions", new { agentId }, token), token)).GetProperty("id").GetString()!);
        return new TurnSessions(context, ids, content ?? (static session => $"load {session}"));
    }

    /// <summary>What the model answers in a session.</summary>
    public string Answer(int session) => $"echo: {_content(session)}";

    /// <summary>The bytes of the request for a turn.</summary>
    /// <param name="session">The session.</param>
    /// <param name="stream">Whether the answer comes as server-sent events.</param>
    public byte[] Request(int session, bool stream = false) => HttpWire.Post(
        _context.Direct, $"/v1/sessions/{_ids[session]}/messages", _context.Key, $$"""{"content":"{{_content(session)}}"{{(stream ? ",\"stream\":true" : "")}}}""");

    /// <summary>What the body of a right answer holds.</summary>
    public byte[] Expected(int session) => Encoding.UTF8.GetBytes($"\"{Answer(session)}\"");

    /// <summary>How many turns of a session were acknowledged.</summary>
    public long AcknowledgedOf(int session) => _acknowledged[session];

    /// <summary>Sends so many turns to every session.</summary>
    public async Task Fill(int turns, CancellationToken cancellationToken)
    {
        var workers = Math.Min(_context.Connections, Count);
        await Task.WhenAll(Enumerable.Range(0, workers).Select(number => Task.Run(
            async () =>
            {
                using var worker = await TurnWorker.Open(_context.Direct, this, number, workers, cancellationToken);
                for (var left = turns * worker.Sessions; left > 0; left--)
                    await worker.Next(cancellationToken);
            },
            cancellationToken)));
    }

    /// <summary>Counts a turn whose right answer was read. One user at a time and session.</summary>
    public void Acknowledge(int session) => _acknowledged[session]++;

    /// <summary>Checks that every acknowledged turn is stored once and nothing else is, and that the last one's texts are right.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="messages">How many messages each session has to show; null: whatever it keeps.</param>
    /// <exception cref="LoadFailedException">They are not.</exception>
    public async Task Verify(CancellationToken cancellationToken, int? messages = null)
    {
        _context.Progress($"checking that {Acknowledged} acknowledged turns are stored, each once");
        using var http = Client(_context);
        await ForEach(Count, cancellationToken, async (index, token) =>
        {
            var session = await LoadTenant.Expect(http.GetAsync($"/v1/sessions/{_ids[index]}", token), token);
            // A turn is two messages, and places are never reused: the last one tells how many turns were stored.
            var stored = session.GetProperty("lastSeq").GetInt64();
            if (stored != 2 * _acknowledged[index])
                throw new LoadFailedException($"Session {_ids[index]}: {_acknowledged[index]} turns acknowledged, {stored / 2.0} stored.");
            if (messages is { } wanted && session.GetProperty("messageCount").GetInt32() is var kept && kept != wanted)
                throw new LoadFailedException($"Session {_ids[index]} keeps {kept} messages: it was to have {wanted}.");
            if (stored == 0)
                return;
            var page = await LoadTenant.Expect(http.GetAsync($"/v1/sessions/{_ids[index]}/messages?order=desc&limit=2", token), token);
            var texts = page.GetProperty("data").EnumerateArray().Select(static message => message.GetProperty("content").GetString()).ToArray();
            if (texts is not [var answer, var message] || message != _content(index) || answer != Answer(index))
                throw new LoadFailedException($"Session {_ids[index]}: its last turn is stored as {page}.");
        });
    }

    private static HttpClient Client(ScenarioContext context) => new()
    {
        BaseAddress = context.Direct,
        Timeout = RequestTimeout,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", context.Key) },
    };

    private static Task ForEach(int count, CancellationToken cancellationToken, Func<int, CancellationToken, ValueTask> act) =>
        Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = cancellationToken }, act);
}
