using System.Globalization;

namespace Platform.Api.Json;

/// <summary>
/// Checks <c>\u</c> escapes for halves of surrogate pairs, which JSON allows and Unicode text does not. Checked once for a
/// whole body, so that no later step can stumble over one, in a name or a value, known or not.
/// </summary>
internal static class UnicodeEscapes
{
    private const int Length = 6;

    /// <summary>Whether every surrogate that is written as an escape is part of a pair.</summary>
    public static bool ArePaired(ReadOnlySpan<byte> json)
    {
        while (json.IndexOf((byte)'\\') is >= 0 and var at)
        {
            json = json[at..];
            var unit = CodeUnit(json);
            if (unit is null)
            {
                // Another escape, or none at all, which the parser will tell. Two bytes, so that "\\" is not taken for a start.
                json = json[Math.Min(2, json.Length)..];
                continue;
            }

            if (char.IsLowSurrogate(unit.Value))
                return false;
            json = json[Length..];
            if (!char.IsHighSurrogate(unit.Value))
                continue;
            if (CodeUnit(json) is not { } second || !char.IsLowSurrogate(second))
                return false;
            json = json[Length..];
        }

        return true;
    }

    private static char? CodeUnit(ReadOnlySpan<byte> text) =>
        text.Length >= Length && text[0] == '\\' && text[1] == 'u'
        && ushort.TryParse(text[2..Length], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;
}
