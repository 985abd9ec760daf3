using Platform.Contracts.Audit;
using Platform.Contracts.Keys;

namespace Platform.Silo.Audit;

/// <summary>
/// Writes one log, for one activation. What comes while a write is under way goes together with the next, so that many at the
/// same moment cost few round trips. The store refuses what does not follow the last entry, so a second activation that writes
/// the same log can delay this one and never fork the chain.
/// </summary>
/// <param name="tenantId">The tenant.</param>
/// <param name="log">The log.</param>
/// <param name="store">The store.</param>
/// <param name="time">The clock.</param>
/// <param name="retryAfter">When to try again.</param>
internal sealed class AuditWriter(string tenantId, AuditLogKind log, AuditStore store, TimeProvider time, TimeSpan retryAfter)
{
    private const int MaxWaiting = 4_096;
    private const int MaxBatch = 128;
    private const int Attempts = 5;

    private readonly Queue<Waiting> _waiting = new();
    private bool _isWriting;
    private bool _isRead;
    private StoredEntry? _last;

    /// <summary>The log's name.</summary>
    public string LogKey { get; } = GrainKey.ForAuditLog(tenantId, log);

    /// <summary>Notes that a change is begun, and answers the id of its entry.</summary>
    public async Task<string> Begin(AuditChange change)
    {
        var intent = new AuditIntent(SortableId.New(SortableId.AuditEntry, time), AuditTime.Of(time.GetUtcNow()), change);
        await Write(new Waiting(intent.Id, change, null, intent));
        return intent.Id;
    }

    /// <summary>Adds an entry.</summary>
    /// <param name="id">The id of the change that was begun; null: none was.</param>
    /// <param name="change">What was asked.</param>
    /// <param name="outcome">What became of it.</param>
    public Task Add(string? id, AuditChange change, AuditOutcome outcome) =>
        Write(new Waiting(id ?? SortableId.New(SortableId.AuditEntry, time), change, outcome, null));

    /// <summary>Enters what was begun long ago and has no entry.</summary>
    /// <param name="after">How long ago.</param>
    public async Task EnterUnfinished(TimeSpan after)
    {
        var latest = AuditTime.Of(time.GetUtcNow() - after);
        foreach (var intent in await store.Begun(LogKey))
        {
            if (intent.At <= latest && !await IsEntered(intent))
                await Add(intent.Id, intent.Change, new AuditOutcome());
        }
    }

    private async Task<bool> IsEntered(AuditIntent intent)
    {
        for (var before = AuditTime.Of(time.GetUtcNow()) + 1; ;)
        {
            var entries = await store.Read(LogKey, intent.At, before, MaxBatch);
            if (entries.Any(entry => entry.Entry?.Record.Id == intent.Id))
                return true;
            if (entries.Length < MaxBatch)
                return false;
            before = entries[^1].At;
        }
    }

    private Task Write(Waiting waiting)
    {
        if (_waiting.Count >= MaxWaiting)
            throw AuditFailures.Full(retryAfter);
        _waiting.Enqueue(waiting);
        if (!_isWriting)
            _ = WriteAll();
        return waiting.Done.Task;
    }

    private async Task WriteAll()
    {
        _isWriting = true;
        while (_waiting.Count > 0)
        {
            var batch = new List<Waiting>();
            while (batch.Count < MaxBatch && _waiting.TryDequeue(out var next))
                batch.Add(next);
            try
            {
                await WriteOne(batch);
                batch.ForEach(static done => done.Done.SetResult());
            }
            catch (Exception error)
            {
                // Whether it was written is unknown, so the last entry is, too.
                _isRead = false;
                batch.ForEach(failed => failed.Done.SetException(error));
            }
        }

        _isWriting = false;
    }

    private async Task WriteOne(List<Waiting> batch)
    {
        if (!_isRead)
            (_last, _isRead) = (await store.Last(LogKey), true);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (text, last) = Composed(batch, _last);
            if (await store.Append(LogKey, _last?.Hash ?? "", text) is not { } conflict)
            {
                _last = last;
                return;
            }

            _last = conflict.Last;
        }

        throw AuditFailures.Contended(retryAfter);
    }

    private (AuditBatch Batch, StoredEntry? Last) Composed(List<Waiting> batch, StoredEntry? last)
    {
        var now = AuditTime.Of(time.GetUtcNow());
        List<(long At, byte[] Text)> entries = [];
        List<string> ended = [];
        foreach (var item in batch)
        {
            if (item.Outcome is null)
                continue;
            // Also when the clock stands still or goes back, an entry is later than the one before it.
            var at = Math.Max(now, (last?.Record.At ?? 0) + 1);
            var (entry, text) = StoredEntry.Of(new AuditRecord
            {
                Seq = (last?.Record.Seq ?? 0) + 1,
                Previous = last?.Hash,
                At = at,
                Id = item.Id,
                TenantId = tenantId,
                Change = item.Change,
                Outcome = item.Outcome,
            });
            entries.Add((at, text));
            ended.Add(item.Id);
            last = entry;
        }

        return (new AuditBatch(entries, [.. batch.Select(static item => item.Intent).OfType<AuditIntent>()], ended), last);
    }

    /// <summary>What waits to be written: an entry, or a change that is begun.</summary>
    private sealed record Waiting(string Id, AuditChange Change, AuditOutcome? Outcome, AuditIntent? Intent)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
