using Platform.Contracts.Errors;
using Platform.Contracts.Usage;

namespace Platform.Silo.Usage;

/// <summary>Writes one tenant's charges in batches, one at a time and in their order, until each is in.</summary>
internal sealed class TenantLedger(LedgerWriting writing)
{
    /// <summary>So many that a script stays short.</summary>
    private const int MaxBatch = 200;

    private readonly Lock _gate = new();
    private readonly Queue<Entry> _waiting = new();
    private TaskCompletionSource _urgency = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _writing = Task.CompletedTask;
    private bool _isWriting;
    private long _batches;
    private DateOnly _openSince;

    /// <inheritdoc cref="Ledger.Post"/>
    public Task Post(Charge charge, UnpostedSet? set, bool isUrgent)
    {
        var entry = new Entry(charge, set);
        lock (_gate)
        {
            _waiting.Enqueue(entry);
            // Charges wait a little for others, so that a batch is worth its way; once there is one, they would only pile up.
            if (isUrgent || _waiting.Count >= MaxBatch)
                _urgency.TrySetResult();
            if (!_isWriting)
            {
                _isWriting = true;
                // Away from the grain that posts, which has other things to do.
                _writing = Task.Run(Write);
            }
        }

        return entry.Done.Task;
    }

    /// <summary>Ends when all that was taken is in.</summary>
    public Task Flush()
    {
        lock (_gate)
        {
            _urgency.TrySetResult();
            return _writing;
        }
    }

    private async Task Write()
    {
        while (true)
        {
            if (writing.Linger > TimeSpan.Zero && !_urgency.Task.IsCompleted)
                await Task.WhenAny(_urgency.Task, Task.Delay(writing.Linger, writing.Time)).ConfigureAwait(false);
            var batch = Take();
            if (batch.Count == 0)
                return;
            await Write(batch).ConfigureAwait(false);
        }
    }

    /// <summary>The next charges of one month; none ends the writing.</summary>
    private List<Entry> Take()
    {
        var batch = new List<Entry>();
        lock (_gate)
        {
            while (batch.Count < MaxBatch && _waiting.TryPeek(out var next) && (batch.Count == 0 || IsSameMonth(next.Charge.Day, batch[0].Charge.Day)))
                batch.Add(_waiting.Dequeue());
            if (_waiting.Count == 0 && _urgency.Task.IsCompleted)
                _urgency = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _isWriting = batch.Count > 0;
        }

        return batch;
    }

    private async Task Write(List<Entry> batch)
    {
        if (_openSince != writing.FirstOpenDay)
        {
            _openSince = writing.FirstOpenDay;
            _ = writing.Close(batch[0].Charge.TenantId);
        }

        var old = batch.FindAll(entry => entry.Charge.SessionKey is not null && entry.Charge.Day < _openSince);
        Settle(batch, old);
        var number = ++_batches;
        var isTold = false;
        while (batch.Count > 0)
        {
            try
            {
                var odd = await writing.Store.Post(writing.Writer, number, batch.ConvertAll(static entry => entry.Charge)).ConfigureAwait(false);
                if (odd.Length == 0)
                    break;
                var missing = odd.Where(static place => place > 0).Select(place => batch[place - 1]).ToList();
                var known = odd.Where(static place => place < 0).Select(place => batch[-place - 1]).ToList();
                foreach (var entry in missing)
                    _ = Repair(entry);
                Settle(batch, known);
                Drop(batch, missing);
            }
            catch (PlatformException error)
            {
                if (!isTold)
                    UsageLog.Waiting(writing.Logger, batch[0].Charge.TenantId, batch.Count, error.Cause?.Message ?? error.Message);
                isTold = true;
                await Task.Delay(writing.RetryAfter, writing.Time).ConfigureAwait(false);
            }
        }

        foreach (var entry in batch)
            entry.End();
    }

    /// <summary>Takes out charges that are in the ledger already.</summary>
    private static void Settle(List<Entry> batch, List<Entry> known)
    {
        Drop(batch, known);
        foreach (var entry in known)
            entry.End();
    }

    /// <summary>Takes charges out of a batch; what they have reserved ends with it all the same.</summary>
    private static void Drop(List<Entry> batch, List<Entry> dropped)
    {
        foreach (var entry in dropped)
        {
            var place = batch.IndexOf(entry);
            if (entry.Charge.Reservation is null)
                batch.RemoveAt(place);
            else
                batch[place] = new Entry(new Charge { TenantId = entry.Charge.TenantId, Day = entry.Charge.Day, Figures = UsageFigures.None, Reservation = entry.Charge.Reservation }, null);
        }
    }

    /// <summary>A turn before this one is missing, because another silo was lost or has not come to it: the session has all of them.</summary>
    private async Task Repair(Entry entry)
    {
        var sessionKey = entry.Charge.SessionKey!;
        UsageLog.Repaired(writing.Logger, sessionKey);
        if (!await writing.PostSurely(sessionKey).ConfigureAwait(false))
            await Post(entry.Charge with { After = Charge.AfterAnything, Reservation = null }, null, isUrgent: true).ConfigureAwait(false);
        entry.End();
    }

    private static bool IsSameMonth(DateOnly left, DateOnly right) => (left.Year, left.Month) == (right.Year, right.Month);

    private sealed class Entry(Charge charge, UnpostedSet? set)
    {
        public Charge Charge => charge;

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void End()
        {
            set?.Leave();
            Done.TrySetResult();
        }
    }
}
