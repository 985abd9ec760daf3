using System.Globalization;
using Platform.Contracts.Erasure;
using Platform.Contracts.Errors;
using Platform.Contracts.Paging;
using Platform.Contracts.Sessions;
using Platform.Silo.Erasure;

namespace Platform.Silo.Sessions;

/// <summary>Reads out one session: its settings, its messages in their order, its dead letters.</summary>
internal static class SessionExport
{
    private const int MessagesAtOnce = 100;

    /// <summary>The session; nothing beyond its settings when it goes meanwhile.</summary>
    /// <param name="grain">The session's grain.</param>
    /// <param name="session">The session as it was listed.</param>
    public static async IAsyncEnumerable<ExportRecord> Of(ISessionGrain grain, SessionInfo session)
    {
        yield return ExportJson.Record("session", session, ExportJson.Default.SessionInfo);
        long after = 0;
        while (await Part(grain, after) is { } part)
        {
            foreach (var message in part.Data)
                yield return ExportJson.Record("message", ExportedMessage.Of(session.Id, message), ExportJson.Default.ExportedMessage);
            if (part.NextCursor is null)
                break;
            after = long.Parse(part.NextCursor, CultureInfo.InvariantCulture);
        }

        foreach (var letter in await Unless(grain.DeadLetters(null)) ?? [])
            yield return ExportJson.Record("deadLetter", letter, ExportJson.Default.DeadLetter);
    }

    private static Task<Page<StoredMessage>?> Part(ISessionGrain grain, long after) => Unless(grain.History(new HistoryRequest(after, MessagesAtOnce)));

    private static async Task<T?> Unless<T>(Task<T> read)
        where T : class
    {
        try
        {
            return await read;
        }
        catch (PlatformException error) when (error.Code == ErrorCode.SessionNotFound)
        {
            // It was deleted or has expired since it was listed.
            return null;
        }
    }
}
