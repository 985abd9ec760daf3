using System.Threading.Channels;
using Platform.Contracts.DeadLetters;
using Platform.Contracts.Paging;
using Platform.Contracts.Sessions;
using Platform.Silo.Sessions;

namespace Platform.Tests.Sessions;

/// <summary>A session in an activation of its own: code runs one piece at a time, as in a grain.</summary>
internal sealed class SessionActivation : ISessionHost
{
    /// <summary>A test that waits longer fails instead of hanging.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly TaskScheduler _scheduler = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
    private readonly TimeProvider _time;
    private readonly Session _session;

    public SessionActivation(string grainKey, SessionServices services, TimeProvider time)
    {
        _time = time;
        _session = new Session(grainKey, services, this);
    }

    /// <summary>How often the session asked to be let go.</summary>
    public int Retirements { get; private set; }

    public Task<SessionInfo> Create(NewSession? settings = null) => Run(() => _session.Create(settings ?? new NewSession { AgentId = "helper" }));

    public Task<SessionInfo?> Get() => Run(_session.Get);

    public Task<SessionInfo> Update(SessionChanges changes) => Run(() => _session.Update(changes));

    public Task<bool> Delete() => Run(_session.Delete);

    public Task<bool> PostUsage() => Run(_session.PostUsage);

    public Task<TurnResult> Send(TurnRequest request) => Run(() => _session.Send(request));

    public Task<TurnResult> Send(string text, string model = "echo", string? key = null, ConcurrencyPolicy? concurrency = null) =>
        Send(Request(text, model, key, concurrency));

    public Task<TurnRecord> Begin(TurnRequest request) => Run(() => _session.Begin(request));

    public Task<TurnRecord?> FindTurn(string turnId) => Run(() => _session.FindTurn(turnId));

    public Task<StoredMessage[]> Append(params ChatMessage[] messages) => Append(new NewMessages(messages));

    public Task<StoredMessage[]> Append(NewMessages added) => Run(() => _session.Append(added));

    public Task<StoredMessage[]> AppendOnce(string requestToken, params ChatMessage[] messages) =>
        Append(new NewMessages(messages) { RequestToken = requestToken });

    public Task<bool> RemovePart(string turnId, long seq, int? call = null, int text = 0) => Run(() => _session.RemovePart(turnId, seq, call, text));

    /// <summary>Takes out a message without calls, whosever turn it belongs to.</summary>
    public async Task<bool> RemoveMessage(long seq) =>
        (await History(new HistoryRequest(seq - 1, 1))).Data is [{ } found] && found.Seq == seq && await RemovePart(found.TurnId, seq);

    public Task<bool> RemoveTurn(string turnId) => Run(() => _session.RemoveTurn(turnId));

    public Task<SessionCopy?> Copy(string throughTurnId) => Run(() => _session.Copy(throughTurnId));

    public Task<SessionInfo> CreateFrom(SessionCopy copy) => Run(() => _session.CreateFrom(copy));

    public Task<CancelOutcome> Cancel(string? turnId = null) => Run(() => Task.FromResult(_session.Cancel(turnId)));

    public Task<Page<StoredMessage>> History(HistoryRequest? request = null) => Run(() => _session.History(request ?? new HistoryRequest()));

    public Task<DeadLetter[]> DeadLetters(string? turnId = null) => Run(() => _session.DeadLetters(turnId));

    public Task Drain(CancellationToken cancellationToken) => Run(async () =>
    {
        await _session.Drain(cancellationToken);
        return true;
    });

    public Viewer Stream(TurnRequest request) => View(cancellation => _session.Stream(request, cancellation));

    public Viewer Attach(string? turnId = null, long after = 0) => View(cancellation => _session.Attach(turnId, after, cancellation));

    public Viewer Follow(string turnId) => View(cancellation => _session.Follow(turnId, cancellation));

    public static TurnRequest Request(string text, string model = "echo", string? key = null, ConcurrencyPolicy? concurrency = null) => new()
    {
        Input = [new ChatMessage(ChatRole.User, text)],
        Model = model,
        IdempotencyKey = key,
        RequestHash = key is null ? null : System.Text.Encoding.UTF8.GetBytes(text),
        Concurrency = concurrency,
    };

    /// <summary>A request without a key, as an OpenAI client sends it: first, or again.</summary>
    public static TurnRequest Keyless(string text, bool isRetry, string model = "echo") => Request(text, model) with
    {
        RequestHash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)),
        IsRetry = isRetry,
    };

    /// <summary>Waits until everything that could run has run.</summary>
    public Task Settle() => Run(() => Task.FromResult(true));

    void ISessionHost.Retire() => Retirements++;

    IDisposable ISessionHost.After(TimeSpan delay, Action action)
    {
        ITimer? timer = null;
        return timer = _time.CreateTimer(
            _ =>
            {
                timer?.Dispose();
                Run(() =>
                {
                    action();
                    return Task.FromResult(true);
                }).GetAwaiter().GetResult();
            },
            null, delay, Timeout.InfiniteTimeSpan);
    }

    private Viewer View(Func<CancellationToken, IAsyncEnumerable<TurnEvent>> open)
    {
        var leaving = new CancellationTokenSource();
        var events = Channel.CreateUnbounded<TurnEvent>();
        var done = Run(async () =>
        {
            try
            {
                await foreach (var happened in open(leaving.Token))
                    events.Writer.TryWrite(happened);
                events.Writer.Complete();
            }
            catch (Exception error)
            {
                events.Writer.Complete(error);
            }

            return true;
        });
        return new Viewer(events.Reader, leaving, done);
    }

    private Task<T> Run<T>(Func<Task<T>> call) =>
        Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.None, _scheduler).Unwrap().WaitAsync(Deadline);
}
