using System.Globalization;
using Platform.Contracts.Paging;
using Platform.Contracts.Sessions;

namespace Platform.Silo.Sessions;

/// <summary>Reads pages of a session's history.</summary>
internal static class SessionHistory
{
    private const int MaxLimit = 100;

    /// <summary>One page; its cursor is the number to send as <see cref="HistoryRequest.After"/>.</summary>
    public static Page<StoredMessage> Read(TurnLog log, HistoryRequest request)
    {
        if (request.Limit is < 1 or > MaxLimit)
            throw SessionFailures.InvalidHistoryLimit(MaxLimit);
        var found = (request.Descending ? Backwards(log, request.After ?? long.MaxValue) : Forwards(log, request.After ?? 0))
            .Take(request.Limit + 1)
            .ToArray();
        if (found.Length <= request.Limit)
            return new Page<StoredMessage>(found, null);
        var data = found[..request.Limit];
        return new Page<StoredMessage>(data, data[^1].Seq.ToString(CultureInfo.InvariantCulture));
    }

    private static IEnumerable<StoredMessage> Forwards(TurnLog log, long after)
    {
        for (var index = log.FindSeq(after); index < log.Count; index++)
        {
            foreach (var message in Messages(log, index))
            {
                if (message.Seq > after)
                    yield return message;
            }
        }
    }

    private static IEnumerable<StoredMessage> Backwards(TurnLog log, long before)
    {
        for (var index = Math.Min(log.Count - 1, log.FindSeq(before - 1)); index >= log.Hidden; index--)
        {
            foreach (var message in Messages(log, index).Reverse())
            {
                if (message.Seq < before)
                    yield return message;
            }
        }
    }

    private static IEnumerable<StoredMessage> Messages(TurnLog log, int index) =>
        log[index].MessageCount == 0 ? [] : log.Decode(index).ToMessages();
}
