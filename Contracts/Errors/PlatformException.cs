namespace Platform.Contracts.Errors;

/// <summary>A refusal or failure that the caller is told about, with a message that says what to do.</summary>
[GenerateSerializer, Alias("PlatformException")]
public sealed class PlatformException : Exception
{
    // Not the inner exception, which would go along with a call: what another library throws cannot be serialized.
    [NonSerialized]
    private readonly Exception? _cause;

    /// <summary>A failure.</summary>
    /// <param name="code">Its kind.</param>
    /// <param name="message">One sentence for the caller that says what to do. Never holds a secret.</param>
    /// <param name="param">The path of the field at fault (<c>messages[2].role</c>), where there is one.</param>
    /// <param name="retryAfter">When to try again, where that helps.</param>
    /// <param name="cause">What led to it, for the log of this process; callers are not told.</param>
    public PlatformException(
        ErrorCode code, string message, string? param = null, TimeSpan? retryAfter = null, Exception? cause = null)
        : base(message)
    {
        _cause = cause;
        Code = code;
        Param = param;
        RetryAfter = retryAfter;
    }

    /// <summary>The kind of failure.</summary>
    [Id(0)]
    public ErrorCode Code { get; private set; }

    /// <summary>The path of the field at fault; null when it is not about one field.</summary>
    [Id(1)]
    public string? Param { get; private set; }

    /// <summary>When to try again; null when trying again does not help.</summary>
    [Id(2)]
    public TimeSpan? RetryAfter { get; private set; }

    /// <summary>What led to it, in the process where that happened; null elsewhere, and where there was no other failure.</summary>
    public Exception? Cause => _cause;

    /// <inheritdoc/>
    public override string ToString() => _cause is null ? base.ToString() : $"{base.ToString()}{Environment.NewLine} ---> {_cause}";

    /// <summary>The same as a value that can be kept in an event or a record.</summary>
    public Failure ToFailure() => new(Code, Message, Param, RetryAfter);
}
