namespace Platform.Contracts.Sessions;

/// <summary>What a session does with a message that comes while a turn runs.</summary>
[GenerateSerializer, Alias("ConcurrencyPolicy")]
public enum ConcurrencyPolicy
{
    /// <summary>The message waits its turn, in order, in a bounded queue. The default.</summary>
    Queue,

    /// <summary>The message is refused with <see cref="Errors.ErrorCode.SessionBusy"/>.</summary>
    Reject,

    /// <summary>The running turn is cancelled, its partial text kept, and the message runs next.</summary>
    Interrupt,
}
