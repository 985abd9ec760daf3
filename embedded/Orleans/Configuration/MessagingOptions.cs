namespace Orleans.Configuration;

/// <summary>How calls are carried; see <see cref="SiloMessagingOptions"/> and <see cref="ClientMessagingOptions"/>.</summary>
public abstract class MessagingOptions
{
    /// <summary>How long a caller waits for an answer before it gets a <see cref="TimeoutException"/>. Default 30 s; <see cref="ResponseTimeoutAttribute"/> sets it for one method.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The largest message, in bytes. Default 100 MiB. A larger argument or result fails its call.</summary>
    public int MaxMessageBodySize { get; set; } = 100 * 1024 * 1024;

    /// <summary>Whether a call that timed out also has its cancellation token fired at the callee. Default false.</summary>
    public bool CancelRequestOnTimeout { get; set; }

    /// <summary>Whether a cancelled call ends when the callee answers. Default false: it ends at once, with <see cref="OperationCanceledException"/>.</summary>
    public bool WaitForCancellationAcknowledgement { get; set; }
}
