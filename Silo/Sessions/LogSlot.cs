using Platform.Contracts.Sessions;

namespace Platform.Silo.Sessions;

/// <summary>A log entry in memory: its stored bytes, and what is needed to find it without decoding them.</summary>
/// <param name="data">The entry as stored.</param>
/// <param name="firstSeq">The number of its first message.</param>
/// <param name="contextStart">How many messages for the model came before it, since the session was loaded.</param>
/// <param name="at">When it was stored, in milliseconds since 1970.</param>
/// <param name="messageCount">How many messages it shows; 0 when it can't be read.</param>
/// <param name="keyHash">Of its idempotency key, when a request with this key is answered from it; else 0.</param>
/// <param name="status">How its turn ended; interrupted ones are shown, and not given to a model.</param>
/// <param name="startsWithTool">Whether it begins with a tool's result, which means nothing without the turn before.</param>
/// <param name="isCharged">Whether it belongs into the ledger.</param>
internal readonly struct LogSlot(
    byte[] data, long firstSeq, long contextStart, long at, int messageCount, int keyHash, TurnStatus status, bool startsWithTool,
    bool isCharged)
{
    public readonly byte[] Data = data;
    public readonly long FirstSeq = firstSeq;
    public readonly long ContextStart = contextStart;
    public readonly long At = at;
    public readonly int KeyHash = keyHash;
    private readonly ushort _messageCount = (ushort)messageCount;
    private readonly byte _status = (byte)status;
    private readonly byte _marks = (byte)((startsWithTool ? 1 : 0) | (isCharged ? 2 : 0));

    public int MessageCount => _messageCount;

    public TurnStatus Status => (TurnStatus)_status;

    public bool StartsWithTool => (_marks & 1) != 0;

    public bool IsCharged => (_marks & 2) != 0;

    /// <summary>A key's hash, never 0. Not for the store: it differs from process to process.</summary>
    public static int HashOf(string key)
    {
        var hash = string.GetHashCode(key, StringComparison.Ordinal);
        return hash == 0 ? 1 : hash;
    }
}
