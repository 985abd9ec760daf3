using System.Buffers.Text;
using System.Text;
using Platform.Api.Validation;
using Platform.Contracts.Sessions;

namespace Platform.Api.Items;

/// <summary>
/// What a conversation was compacted to, as a caller carries it: opaque, but no secret, since it is the caller's own
/// conversation. What comes back is checked like any other text.
/// </summary>
internal static class CompactedText
{
    private const string Mark = "compacted1.";

    /// <summary>The text as callers carry it.</summary>
    public static string Seal(string text) => Mark + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    /// <summary>The text again; null when it was not made here.</summary>
    public static string? Open(string sealedText)
    {
        if (!sealedText.StartsWith(Mark, StringComparison.Ordinal) || !Base64Url.IsValid(sealedText.AsSpan(Mark.Length)))
            return null;
        var bytes = Base64Url.DecodeFromChars(sealedText.AsSpan(Mark.Length));
        return bytes.Length <= FieldRules.MaxMessageBytes && System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : null;
    }

    /// <summary>What a model is given for it.</summary>
    public static ChatMessage ToMessage(string text) =>
        new(ChatRole.Developer, "What was said before, in short:\n" + text);
}
