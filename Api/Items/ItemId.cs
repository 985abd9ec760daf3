using System.Globalization;
using Platform.Contracts.Keys;
using Platform.Contracts.Sessions;

namespace Platform.Api.Items;

/// <summary>
/// The id of an item: its kind, the turn's own part, the number of the stored message that it shows, which part of that
/// message it is where that is not the whole (<c>fc_TURN_SEQ_INDEX</c>), and the session. So an item is found by its id alone.
/// </summary>
/// <param name="Kind">What the item is.</param>
/// <param name="TurnId">The turn that the message belongs to.</param>
/// <param name="Seq">The message's <see cref="StoredMessage.Seq"/>.</param>
/// <param name="Index">Which part of the message: the <see cref="MessagePart.Place"/> of a call or of an assistant's text; for other items 0.</param>
/// <param name="SessionId">The session; null for an item that is stored nowhere.</param>
internal readonly record struct ItemId(ItemKind Kind, string TurnId, long Seq, int Index, string? SessionId)
{
    private const int MaxCalls = 10_000;
    private static readonly string[] Prefixes = ["msg_", "fc_", "fco_", "cmp_"];

    /// <summary>The id of a stored message, or of one of its calls.</summary>
    public static ItemId Of(ItemKind kind, string? sessionId, StoredMessage stored, int index = 0) =>
        new(kind, stored.TurnId, stored.Seq, index, sessionId);

    /// <summary>What an id's text means; null when it was not made here.</summary>
    public static ItemId? Parse(string text)
    {
        var kind = Array.FindIndex(Prefixes, prefix => text.StartsWith(prefix, StringComparison.Ordinal));
        if (kind < 0)
            return null;
        var rest = text.AsSpan(Prefixes[kind].Length);
        if (rest.Length <= SortableId.Length || !SortableId.IsPart(rest[..SortableId.Length]))
            return null;
        var turnId = string.Concat(SortableId.Turn, rest[..SortableId.Length]);
        rest = rest[SortableId.Length..];
        if (TakeNumber(ref rest) is not { } seq)
            return null;
        var index = TakeNumber(ref rest) ?? 0;
        var sessionId = rest.IsEmpty ? null : SessionTag.Parse(rest[1..]);
        if (index >= MaxCalls)
            return null;
        var id = new ItemId((ItemKind)kind, turnId, seq, (int)index, sessionId);
        // One item has one id.
        return id.ToString() == text ? id : null;
    }

    /// <summary>The id as callers see it.</summary>
    public override string ToString()
    {
        var turn = TurnId.AsSpan(TurnId.IndexOf('_') + 1);
        var index = Kind == ItemKind.FunctionCall || Index > 0 ? string.Create(CultureInfo.InvariantCulture, $"_{Index}") : "";
        var session = SessionId is null ? "" : "_" + SessionTag.Of(SessionId);
        return string.Create(CultureInfo.InvariantCulture, $"{Prefixes[(int)Kind]}{turn}_{Seq}{index}{session}");
    }

    /// <summary>Takes <c>_12</c> off the front.</summary>
    private static long? TakeNumber(ref ReadOnlySpan<char> rest)
    {
        if (rest is not ['_', ..])
            return null;
        var end = rest[1..].IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? rest[1..] : rest[1..(end + 1)];
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        rest = rest[(digits.Length + 1)..];
        return number;
    }
}
