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
    private const string Heading = "What was said before, in short:\n";

    /// <summary>The most bytes, so that it fits into a message with its heading.</summary>
    private const int MaxBytes = FieldRules.MaxMessageBytes - 1024;

    /// <summary>The text as callers carry it; of one that is too long for a message the beginning.</summary>
    public static string Seal(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var length = Math.Min(bytes.Length, MaxBytes);
        // Not in the middle of a character.
        while (length < bytes.Length && (bytes[length] & 0xC0) == 0x80)
            length--;
        return Mark + Base64Url.EncodeToString(bytes.AsSpan(0, length));
    }

    /// <summary>The text again; null when it was not made here.</summary>
    public static string? Open(string sealedText)
    {
        if (!sealedText.StartsWith(Mark, StringComparison.Ordinal) || !Base64Url.IsValid(sealedText.AsSpan(Mark.Length)))
            return null;
        var bytes = Base64Url.DecodeFromChars(sealedText.AsSpan(Mark.Length));
        return bytes.Length <= MaxBytes && System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : null;
    }

    /// <summary>What a model is given for it.</summary>
    public static ChatMessage ToMessage(string text) =>
        new(ChatRole.Developer, Heading + text);

    /// <summary>The text that a message stands for; null when the message is not what a conversation was compacted to.</summary>
    public static string? Of(ChatMessage message) =>
        message.Role == ChatRole.Developer && message.Content.StartsWith(Heading, StringComparison.Ordinal) ? message.Content[Heading.Length..] : null;
}
