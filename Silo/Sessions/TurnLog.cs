using Platform.Contracts.Sessions;

namespace Platform.Silo.Sessions;

/// <summary>
/// The kept part of a session's log, as the entries are stored: text is decoded when somebody asks for it, so that an idle
/// session costs its bytes and little more. Adding and pruning cost the same however long it is. The oldest entries may be
/// hidden: their messages are pruned, and they stay only for their idempotency records.
/// </summary>
internal sealed class TurnLog
{
    /// <summary>The fewest entries that are dropped: so many at most are kept for nothing, beside what is shown.</summary>
    public const int DroppedAtOnce = 8;

    private LogSlot[] _slots = [];
    private int _head;
    private long _contextEnd;

    /// <summary>Entries kept, the hidden ones included.</summary>
    public int Count { get; private set; }

    /// <summary>How many of the oldest entries are hidden: the place of the first whose messages are shown.</summary>
    public int Hidden { get; private set; }

    /// <summary>Messages shown.</summary>
    public int MessageCount { get; private set; }

    /// <summary>The number of the last message ever stored; 0 before the first.</summary>
    public long LastSeq { get; private set; }

    /// <summary>Bytes of what is shown, from which the size of a model's input can be estimated.</summary>
    public long ByteCount { get; private set; }

    /// <summary>Messages that a model is given.</summary>
    public int ContextCount => Count == Hidden ? 0 : (int)(_contextEnd - this[Hidden].ContextStart);

    /// <summary>An entry, 0 for the oldest.</summary>
    public ref readonly LogSlot this[int index] => ref _slots[Position(index)];

    /// <summary>When the last turn was stored; null when nothing can be said.</summary>
    public DateTimeOffset? LastAt => Count == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(this[Count - 1].At);

    /// <summary>Adds an entry that was stored.</summary>
    public void Add(byte[] entry, StoredTurn turn)
    {
        var count = turn.Messages.Length;
        var keyHash = turn.IdempotencyKey is { } key && turn.Status != TurnStatus.Interrupted ? LogSlot.HashOf(key) : 0;
        Append(new LogSlot(entry, turn.FirstSeq, _contextEnd, turn.At.ToUnixTimeMilliseconds(), count, keyHash, turn.Status,
            turn.Messages[0].Role == ChatRole.Tool, turn.IsCharged));
        MessageCount += count;
        LastSeq = turn.LastSeq;
        if (turn.Status != TurnStatus.Interrupted)
            _contextEnd += count;
    }

    /// <summary>Adds an entry that this release can't read: it keeps its place, and nobody sees it.</summary>
    public void AddUnreadable(byte[] entry) =>
        Append(new LogSlot(entry, LastSeq + 1, _contextEnd, LastAt?.ToUnixTimeMilliseconds() ?? 0, 0, 0, TurnStatus.Interrupted, false, false));

    /// <summary>
    /// How many of the oldest entries are not shown any more once one of some messages is added. Turns go whole, and with
    /// them the turns that hold the results of their tool calls.
    /// </summary>
    public int CountToHide(int added, int maxMessages)
    {
        var (index, messages) = (Hidden, MessageCount + added);
        while (index < Count && messages > maxMessages)
            messages -= this[index++].MessageCount;
        while (index > Hidden && index < Count && this[index].StartsWithTool)
            index++;
        return index;
    }

    /// <summary>
    /// How many of the oldest hidden entries go once another one is added: those that nobody needs, as soon as there are
    /// <see cref="DroppedAtOnce"/> of them, because in the store that is a command of its own.
    /// </summary>
    /// <param name="hidden">How many are hidden then.</param>
    /// <param name="records">The newest turns whose idempotency records are kept.</param>
    public int CountToDrop(int hidden, int records)
    {
        var index = 0;
        while (index < hidden && (this[index].KeyHash == 0 || Count + 1 - index > records))
            index++;
        return index < DroppedAtOnce ? 0 : index;
    }

    /// <summary>Gives no new message a number up to this one.</summary>
    public void Skip(long seq) => LastSeq = Math.Max(LastSeq, seq);

    /// <summary>Hides entries, so that this many are.</summary>
    public void HideOldest(int entries)
    {
        for (; Hidden < entries; Hidden++)
            Discount(this[Hidden]);
    }

    /// <summary>Hides what came before a message.</summary>
    public void HideBefore(long seq)
    {
        while (Hidden < Count && this[Hidden].FirstSeq < seq)
            HideOldest(Hidden + 1);
    }

    /// <summary>Drops entries from the oldest on.</summary>
    public void RemoveOldest(int entries)
    {
        for (; entries > 0; entries--)
            RemoveFirst();
    }

    /// <summary>The place of the last entry with an idempotency key; -1 when none has it.</summary>
    public int FindKey(string key)
    {
        var hash = LogSlot.HashOf(key);
        for (var index = Count - 1; index >= 0; index--)
        {
            if (this[index].KeyHash == hash && Decode(index).IdempotencyKey == key)
                return index;
        }

        return -1;
    }

    /// <summary>The place of the turn that was interrupted with this idempotency key; -1 when there is none.</summary>
    public int FindInterrupted(string key)
    {
        for (var index = Count - 1; index >= 0; index--)
        {
            if (this[index] is { Status: TurnStatus.Interrupted, MessageCount: > 0 } && Decode(index).IdempotencyKey == key)
                return index;
        }

        return -1;
    }

    /// <summary>The place of the last entry that was stored for a request without an idempotency key; -1 when there is none.</summary>
    /// <param name="hash">The request's hash.</param>
    /// <param name="since">How long ago it may have been stored.</param>
    /// <param name="interrupted">Whether an interrupted turn is wanted, or one that was answered.</param>
    public int FindRequest(byte[] hash, DateTimeOffset since, bool interrupted)
    {
        var oldest = since.ToUnixTimeMilliseconds();
        for (var index = Count - 1; index >= Hidden && this[index].At >= oldest; index--)
        {
            if (this[index] is { MessageCount: > 0 } slot && slot.Status == TurnStatus.Interrupted == interrupted
                && Decode(index) is { IdempotencyKey: null, RequestHash: not null } turn && turn.IsOf(hash))
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>Takes an interrupted turn out of the middle: its retry has taken its place.</summary>
    public void RemoveAt(int index)
    {
        if (index < Hidden)
            Hidden--;
        else
            Discount(this[index]);
        for (; index < Count - 1; index++)
            _slots[Position(index)] = _slots[Position(index + 1)];
        _slots[Position(--Count)] = default;
    }

    /// <summary>An entry as it was written.</summary>
    public StoredTurn Decode(int index) => StoredTurnReader.Read(this[index].Data);

    /// <summary>The entry that holds the n-th message a model is given, and the message's place in the entry.</summary>
    public (int Entry, int Message) FindContext(int index)
    {
        var wanted = this[Hidden].ContextStart + index;
        var (low, high) = (Hidden, Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (this[middle].ContextStart <= wanted)
                low = middle;
            else
                high = middle - 1;
        }

        return (low, (int)(wanted - this[low].ContextStart));
    }

    /// <summary>An entry that is shown and before which no message is beyond a number; <see cref="Count"/> when there is none at all.</summary>
    public int FindSeq(long after)
    {
        if (after >= LastSeq)
            return Count;
        var (low, high) = (Hidden, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (this[middle].FirstSeq > after)
                high = middle;
            else
                low = middle + 1;
        }

        // The one before may reach beyond the number.
        return Math.Max(Hidden, low - 1);
    }

    /// <summary>The place of a turn; -1 when there is none.</summary>
    public int FindTurn(string turnId)
    {
        // The newest are asked for most.
        for (var index = Count - 1; index >= Hidden; index--)
        {
            if (this[index].MessageCount == 0)
                continue;
            if (Decode(index).TurnId == turnId)
                return index;
        }

        return -1;
    }

    /// <summary>
    /// The number of the last message of the turn that came into the ledger before the last one: 0 when there is none in the
    /// same month.
    /// </summary>
    public long ChargedBeforeLast()
    {
        var month = DateTimeOffset.FromUnixTimeMilliseconds(this[Count - 1].At);
        for (var index = Count - 2; index >= 0; index--)
        {
            ref readonly var slot = ref this[index];
            if (!slot.IsCharged)
                continue;
            var at = DateTimeOffset.FromUnixTimeMilliseconds(slot.At);
            return (at.Year, at.Month) == (month.Year, month.Month) ? slot.FirstSeq + slot.MessageCount - 1 : 0;
        }

        return 0;
    }

    /// <summary>The last turn that was stored; null when there is none.</summary>
    public string? LastTurnId
    {
        get
        {
            for (var index = Count - 1; index >= Hidden; index--)
            {
                if (this[index] is { MessageCount: > 0, Status: not TurnStatus.Interrupted })
                    return Decode(index).TurnId;
            }

            return null;
        }
    }

    private void Append(LogSlot slot)
    {
        if (Count == _slots.Length)
            Grow();
        _slots[Position(Count++)] = slot;
        ByteCount += slot.Data.Length;
    }

    private void RemoveFirst()
    {
        ref var first = ref _slots[_head];
        if (Hidden > 0)
            Hidden--;
        else
            Discount(first);
        first = default;
        _head = _head + 1 == _slots.Length ? 0 : _head + 1;
        Count--;
    }

    private void Discount(in LogSlot slot)
    {
        MessageCount -= slot.MessageCount;
        ByteCount -= slot.Data.Length;
    }

    private void Grow()
    {
        var larger = new LogSlot[Math.Max(4, Count + (Count / 2))];
        for (var index = 0; index < Count; index++)
            larger[index] = this[index];
        (_slots, _head) = (larger, 0);
    }

    private int Position(int index)
    {
        var position = _head + index;
        return position < _slots.Length ? position : position - _slots.Length;
    }
}
