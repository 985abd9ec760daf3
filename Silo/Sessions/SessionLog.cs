namespace Platform.Silo.Sessions;

internal static partial class SessionLog
{
    [LoggerMessage(2001, LogLevel.Error,
        "Session {Session}: entry {Index} of its log can't be read and is left out. {Reason} It stays in the store until it is pruned")]
    public static partial void UnreadableEntry(ILogger logger, string session, int index, string reason);

    [LoggerMessage(2002, LogLevel.Warning, "Session {Session}: turn {Turn} was interrupted before it was stored")]
    public static partial void TurnInterrupted(ILogger logger, string session, string turn);

    [LoggerMessage(2003, LogLevel.Warning, "Session {Session}: another activation owns it by now; this one stops and turn {Turn} is not stored")]
    public static partial void Fenced(ILogger logger, string session, string turn);

    [LoggerMessage(2004, LogLevel.Warning, "Session {Session}: no answer whether turn {Turn} was stored ({Reason}); finding out")]
    public static partial void CommitInDoubt(ILogger logger, string session, string turn, string reason);

    [LoggerMessage(2005, LogLevel.Error, "Session {Session}: turn {Turn} of request {Request} failed by a defect")]
    public static partial void TurnDefect(ILogger logger, string session, string turn, string? request, Exception exception);

    [LoggerMessage(2006, LogLevel.Debug, "Session {Session}: expired and erased")]
    public static partial void Expired(ILogger logger, string session);

    [LoggerMessage(2007, LogLevel.Warning, "Session {Session}: turn {Turn} of request {Request} failed: {Code}")]
    public static partial void TurnFailed(ILogger logger, string session, string turn, string? request, string code);

    [LoggerMessage(2008, LogLevel.Warning, "Session {Session}: turn {Turn} of request {Request} waited {Ttl} and was dropped")]
    public static partial void TurnExpired(ILogger logger, string session, string turn, string? request, TimeSpan ttl);

    [LoggerMessage(2009, LogLevel.Error, "Session {Session}: dropped turn {Turn} could not be kept among the dead letters: {Reason}")]
    public static partial void DeadLetterLost(ILogger logger, string session, string turn, string reason);
}
