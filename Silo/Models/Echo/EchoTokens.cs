namespace Platform.Silo.Models.Echo;

/// <summary>
/// The tokens of the echo model: at most four characters of a word, a space before the word being part of its first token.
/// Close enough to what real models count in English, and the same on every machine.
/// </summary>
internal static class EchoTokens
{
    private const int MaxLength = 4;

    /// <summary>The length in characters of the text's first token; 0 for no text. Never splits a surrogate pair.</summary>
    public static int NextLength(ReadOnlySpan<char> text)
    {
        if (text.Length <= 1)
            return text.Length;

        var length = 1;
        while (length < text.Length && length < MaxLength && !char.IsWhiteSpace(text[length]))
            length++;
        return length < text.Length && char.IsLowSurrogate(text[length]) && char.IsHighSurrogate(text[length - 1]) ? length + 1 : length;
    }

    /// <summary>How many tokens the text has.</summary>
    public static int Count(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (; !text.IsEmpty; count++)
            text = text[NextLength(text)..];
        return count;
    }

    /// <summary>The length in characters of the first tokens of the text; all of it when it has no more than that.</summary>
    public static int LengthOf(ReadOnlySpan<char> text, int tokens)
    {
        var length = 0;
        for (; tokens > 0 && length < text.Length; tokens--)
            length += NextLength(text[length..]);
        return length;
    }

    /// <summary>The text with exactly this many tokens: repeated when it has fewer, cut when it has more.</summary>
    public static string Fit(string text, int tokens)
    {
        var missing = tokens - Count(text);
        if (missing <= 0)
            return text[..LengthOf(text, tokens)];

        var again = " " + text;
        var perRound = Count(again);
        var builder = new System.Text.StringBuilder(text);
        for (; missing > perRound; missing -= perRound)
            builder.Append(again);
        return builder.Append(again, 0, LengthOf(again, missing)).ToString();
    }
}
