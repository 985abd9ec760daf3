using Platform.Api.Items;
using Platform.Contracts.Keys;

namespace Platform.Api.Responses;

/// <summary>The id of a stored response: its turn's own part and its session, so that any replica finds it without an index.</summary>
/// <param name="TurnId">The turn.</param>
/// <param name="SessionId">The session.</param>
internal readonly record struct ResponseId(string TurnId, string SessionId)
{
    private const string Prefix = "resp_";

    /// <summary>What an id's text means; null when it was not made here, or is of a response that is stored nowhere.</summary>
    public static ResponseId? Parse(string text)
    {
        const int TagStart = 5 + SortableId.Length + 1;
        if (text.Length <= TagStart || !text.StartsWith(Prefix, StringComparison.Ordinal) || text[TagStart - 1] != '_')
            return null;
        var turn = text.AsSpan(Prefix.Length, SortableId.Length);
        return SortableId.IsPart(turn) && SessionTag.Parse(text.AsSpan(TagStart)) is { } sessionId
            ? new ResponseId(string.Concat(SortableId.Turn, turn), sessionId)
            : null;
    }

    /// <summary>The id of a turn's response.</summary>
    /// <param name="turnId">The turn.</param>
    /// <param name="sessionId">The session; null when it is stored nowhere, and so cannot be found by its id.</param>
    public static string Of(string turnId, string? sessionId) =>
        sessionId is null ? string.Concat(Prefix, turnId.AsSpan(turnId.IndexOf('_') + 1)) : new ResponseId(turnId, sessionId).ToString();

    /// <summary>The id as callers see it.</summary>
    public override string ToString() => string.Concat(Prefix, TurnId.AsSpan(TurnId.IndexOf('_') + 1), "_", SessionTag.Of(SessionId));
}
