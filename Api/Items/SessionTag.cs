using System.Buffers.Text;
using System.Text;
using Platform.Contracts.Keys;

namespace Platform.Api.Items;

/// <summary>
/// How the ids of responses and items name their session, so that nobody has to look it up: <c>r</c> and 26 characters for a
/// chain of responses, <c>c</c> and 26 characters for a conversation, <c>x</c> and the base64url of its id for any other.
/// It names, and proves nothing: the tenant always comes from the API key.
/// </summary>
internal static class SessionTag
{
    /// <summary>The prefix of the ids of sessions that hold a chain of responses.</summary>
    public const string Chain = "rs_";

    /// <summary>The prefix of the ids of conversations.</summary>
    public const string Conversation = "conv_";

    private const char ChainKind = 'r';
    private const char ConversationKind = 'c';
    private const char OtherKind = 'x';

    /// <summary>The tag of a session.</summary>
    public static string Of(string sessionId) =>
        PartOf(sessionId, Chain) is { } chain ? ChainKind + chain
        : PartOf(sessionId, Conversation) is { } conversation ? ConversationKind + conversation
        : OtherKind + Base64Url.EncodeToString(Encoding.ASCII.GetBytes(sessionId));

    /// <summary>The session of a tag; null when it is none.</summary>
    public static string? Parse(ReadOnlySpan<char> tag)
    {
        if (tag.IsEmpty)
            return null;
        var sessionId = tag[0] switch
        {
            ChainKind => SortableId.IsPart(tag[1..]) ? string.Concat(Chain, tag[1..]) : null,
            ConversationKind => SortableId.IsPart(tag[1..]) ? string.Concat(Conversation, tag[1..]) : null,
            OtherKind => Decoded(tag[1..]),
            _ => null,
        };
        // One session has one tag.
        return sessionId is not null && tag.SequenceEqual(Of(sessionId)) ? sessionId : null;
    }

    private static string? PartOf(string sessionId, string prefix) =>
        sessionId.StartsWith(prefix, StringComparison.Ordinal) && SortableId.IsPart(sessionId.AsSpan(prefix.Length)) ? sessionId[prefix.Length..] : null;

    private static string? Decoded(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[IdRules.MaxNameLength];
        if (text.Length > Base64Url.GetEncodedLength(IdRules.MaxNameLength) || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var length))
            return null;
        var id = Encoding.Latin1.GetString(bytes[..length]);
        return IdRules.IsName(id) ? id : null;
    }
}
