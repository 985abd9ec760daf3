using Platform.Contracts.Keys;
using Platform.Contracts.Sessions;

namespace Platform.Silo.Sessions;

/// <summary>
/// The names in a log entry: one JSON object in UTF-8, short because every turn of every session carries them, readable
/// because an operator may look at them with a Redis client. Fields that hold the usual value are left out; unknown fields
/// are ignored, so that a newer release may add some. A change that older releases would misread raises <see cref="Version"/>.
/// </summary>
internal static class StoredTurnFormat
{
    /// <summary>The version written; an entry of a higher one is not read.</summary>
    public const int Version = 1;

    public static ReadOnlySpan<byte> VersionField => "v"u8;

    /// <summary>The turn's id without <see cref="SortableId.Turn"/>.</summary>
    public static ReadOnlySpan<byte> TurnField => "t"u8;

    public static ReadOnlySpan<byte> FirstSeqField => "s"u8;

    /// <summary>Milliseconds since 1970, UTC.</summary>
    public static ReadOnlySpan<byte> AtField => "at"u8;

    /// <summary>Left out for a completed turn.</summary>
    public static ReadOnlySpan<byte> StatusField => "st"u8;

    public static ReadOnlySpan<byte> ModelField => "m"u8;

    public static ReadOnlySpan<byte> FinishField => "f"u8;

    /// <summary>Input tokens, output tokens, and 1 when they are estimates.</summary>
    public static ReadOnlySpan<byte> UsageField => "u"u8;

    /// <summary>Billionths of a US dollar; left out when it cost nothing.</summary>
    public static ReadOnlySpan<byte> CostField => "co"u8;

    /// <summary>Milliseconds; left out when it was less than one.</summary>
    public static ReadOnlySpan<byte> LatencyField => "ms"u8;

    /// <summary>The account of the API key that asked, without <see cref="SortableId.Key"/>.</summary>
    public static ReadOnlySpan<byte> AccountField => "ac"u8;

    public static ReadOnlySpan<byte> AgentField => "ag"u8;

    public static ReadOnlySpan<byte> KeyField => "k"u8;

    /// <summary>The request's hash, base 64.</summary>
    public static ReadOnlySpan<byte> HashField => "h"u8;

    /// <summary>The oldest message that is shown; left out when the log holds nothing older.</summary>
    public static ReadOnlySpan<byte> ShownFromField => "w"u8;

    /// <summary>What the endpoint wrote down, a text of its own.</summary>
    public static ReadOnlySpan<byte> NoteField => "e"u8;

    /// <summary>The pieces in which the answer came, base 64.</summary>
    public static ReadOnlySpan<byte> PiecesField => "p"u8;

    public static ReadOnlySpan<byte> MessagesField => "x"u8;

    /// <summary>A message's number; only in turns that messages were taken out of.</summary>
    public static ReadOnlySpan<byte> SeqField => "q"u8;

    public static ReadOnlySpan<byte> RoleField => "r"u8;

    public static ReadOnlySpan<byte> ContentField => "c"u8;

    public static ReadOnlySpan<byte> NameField => "n"u8;

    /// <summary>In a tool's message: the call that it answers.</summary>
    public static ReadOnlySpan<byte> CallIdField => "ti"u8;

    /// <summary>Tool calls, each an array of id, name and arguments.</summary>
    public static ReadOnlySpan<byte> CallsField => "tc"u8;

    /// <summary>The calls' places; only where calls were taken out before one of them.</summary>
    public static ReadOnlySpan<byte> PlacesField => "tp"u8;

    /// <summary>The characters of text before each call; only where text comes behind one of them.</summary>
    public static ReadOnlySpan<byte> TextBeforeField => "tx"u8;

    public static ReadOnlySpan<byte> RoleName(ChatRole role) => role switch
    {
        ChatRole.System => "s"u8,
        ChatRole.Developer => "d"u8,
        ChatRole.User => "u"u8,
        ChatRole.Assistant => "a"u8,
        _ => "t"u8,
    };

    public static ChatRole Role(ReadOnlySpan<byte> name) => name switch
    {
        [(byte)'s'] => ChatRole.System,
        [(byte)'d'] => ChatRole.Developer,
        [(byte)'u'] => ChatRole.User,
        [(byte)'a'] => ChatRole.Assistant,
        [(byte)'t'] => ChatRole.Tool,
        _ => throw new FormatException("A message has an unknown role."),
    };

    public static ReadOnlySpan<byte> StatusName(TurnStatus status) => status switch
    {
        TurnStatus.Completed => "completed"u8,
        TurnStatus.Cancelled => "cancelled"u8,
        TurnStatus.Interrupted => "interrupted"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Only a turn that has ended is stored."),
    };

    public static TurnStatus Status(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("completed"u8) ? TurnStatus.Completed
        : name.SequenceEqual("cancelled"u8) ? TurnStatus.Cancelled
        : name.SequenceEqual("interrupted"u8) ? TurnStatus.Interrupted
        : throw new FormatException("The turn has an unknown status.");

    public static ReadOnlySpan<byte> FinishName(FinishReason reason) => reason switch
    {
        FinishReason.Stop => "stop"u8,
        FinishReason.Length => "length"u8,
        FinishReason.ToolCalls => "tool_calls"u8,
        _ => "content_filter"u8,
    };

    public static FinishReason Finish(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("stop"u8) ? FinishReason.Stop
        : name.SequenceEqual("length"u8) ? FinishReason.Length
        : name.SequenceEqual("tool_calls"u8) ? FinishReason.ToolCalls
        : name.SequenceEqual("content_filter"u8) ? FinishReason.ContentFilter
        : throw new FormatException("The turn has an unknown reason to stop.");
}
