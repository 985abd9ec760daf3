using Platform.Contracts.Audit;
using Platform.Contracts.Errors;
using Platform.Silo.Paging;

namespace Platform.Silo.Audit;

/// <summary>
/// Reads several logs as one, newest first. A log is opened only once the list has come down to when it was last written, so
/// that the newest page costs as much as the logs it shows, whatever the number of tenants.
/// </summary>
internal sealed class AuditReader(AuditStore store, TimeProvider time)
{
    /// <summary>The most entries that are looked at for one page; one that passes over more than that is short.</summary>
    private const int MaxLookedAt = 5_000;

    /// <summary>Entries of some logs.</summary>
    /// <param name="logs">The logs, each with when it was last written at the latest; the latest first.</param>
    /// <param name="query">What is wanted.</param>
    public async Task<AuditPage> Read(IReadOnlyList<(string LogKey, long At)> logs, AuditQuery query)
    {
        var limit = PageCursor.CheckLimit(query.Page);
        var position = query.Page.Cursor is { } cursor ? PageCursor.ReadMember(cursor) : ((double At, string LogKey)?)null;
        var from = Math.Max(store.Oldest, query.From is { } first ? AuditTime.Of(first) : 0);
        var before = query.To is { } end ? AuditTime.Of(end) : AuditTime.Of(time.GetUtcNow() + TimeSpan.FromDays(1));
        List<AuditLogReader> open = [];
        List<AuditEntry> data = [];
        (long At, string LogKey)? passed = null;
        var unopened = 0;
        while (true)
        {
            var (best, next) = await Newest(open);
            if (unopened < logs.Count && (next is null || logs[unopened].At >= next.Value.At))
            {
                var (logKey, at) = logs[unopened++];
                // Of equally late entries, those of the log whose name is lower come later.
                if (at >= from)
                    open.Add(new AuditLogReader(store, logKey, from, position is { } place ? Math.Min(before, Bound(place, logKey)) : before));
                continue;
            }

            if (best is null || next is not { } found)
                return new AuditPage([.. data], null, open.TrueForAll(static log => log.IsIntact));
            if (data.Count == limit || (passed is not null && open.Sum(static log => log.Count) > MaxLookedAt))
                return new AuditPage([.. data], PageCursor.Write(passed!.Value.At, passed.Value.LogKey), open.TrueForAll(static log => log.IsIntact));
            best.Pass();
            passed = (found.At, best.LogKey);
            if (IsWanted(found.Entry.Record, query))
                data.Add(found.Entry.ToEntry());
        }
    }

    private static long Bound((double At, string LogKey) place, string logKey) =>
        place.At is >= 0 and < 1e16
            ? (long)place.At + (string.CompareOrdinal(logKey, place.LogKey) < 0 ? 1 : 0)
            : throw new PlatformException(ErrorCode.InvalidValue, "This is not a cursor of this list. Send the nextCursor of the previous page, or none.", "cursor");

    private static async Task<(AuditLogReader? Log, (long At, StoredEntry Entry)? Next)> Newest(List<AuditLogReader> open)
    {
        AuditLogReader? best = null;
        (long At, StoredEntry Entry)? newest = null;
        foreach (var log in open)
        {
            if (await log.Next() is { } next
                && (newest is null || next.At > newest.Value.At || (next.At == newest.Value.At && string.CompareOrdinal(log.LogKey, best!.LogKey) > 0)))
            {
                (best, newest) = (log, next);
            }
        }

        return (best, newest);
    }

    private static bool IsWanted(AuditRecord record, AuditQuery query) =>
        (query.KeyId is null || record.Change.Actor?.KeyId == query.KeyId) && (query.Action is null || record.Change.Action == query.Action);
}
