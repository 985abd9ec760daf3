namespace Platform.Silo.Sessions;

/// <summary>What a session's log keeps.</summary>
/// <param name="Messages">Messages that are shown and given to models.</param>
/// <param name="Records">The newest turns whose idempotency records are kept, also when their messages are pruned.</param>
internal readonly record struct LogLimits(int Messages, int Records)
{
    /// <summary>For a turn that must not push another one out.</summary>
    public static readonly LogLimits None = new(int.MaxValue, int.MaxValue);
}
