using System.Text;
using Platform.Api.Json;
using Platform.Contracts.Keys;

namespace Platform.Api.Validation;

/// <summary>The rules that fields of several bodies share.</summary>
internal static class FieldRules
{
    /// <summary>The most characters of a name or title for people: 200.</summary>
    public const int MaxTitleLength = 200;

    /// <summary>The most bytes of a message or of an agent's instructions: 100 KB.</summary>
    public const int MaxMessageBytes = 100 * 1024;

    private const int MaxLabels = 16;
    private const int MaxLabelKeyLength = 64;
    private const int MaxLabelValueLength = 512;

    /// <summary>A name or title for people.</summary>
    public static void Title(ref Problems problems, string param, string? value)
    {
        if (value?.Length > MaxTitleLength)
            problems.Invalid(param, $"has {value.Length} characters: at most {MaxTitleLength} are allowed");
    }

    /// <summary>A number within bounds.</summary>
    public static void Range(ref Problems problems, string param, long? value, long least, long most)
    {
        if (value < least || value > most)
            problems.Invalid(param, $"is {value}: it must be {least} to {most}");
    }

    /// <summary>A number within bounds.</summary>
    public static void Range(ref Problems problems, string param, double? value, double least, double most)
    {
        if (value is { } number && !(number >= least && number <= most))
            problems.Invalid(param, FormattableString.Invariant($"must be a number from {least} to {most}"));
    }

    /// <summary>A text that may be long, but not longer than a message.</summary>
    public static void MessageSize(ref Problems problems, string param, string? value)
    {
        // Most texts are so short that their bytes need no counting.
        if (value is null || value.Length <= MaxMessageBytes / 3)
            return;
        var bytes = Encoding.UTF8.GetByteCount(value);
        if (bytes > MaxMessageBytes)
            problems.Add(ErrorCode.MessageTooLarge, param, $"'{param}' has {bytes} bytes: at most {MaxMessageBytes} (100 KB) are allowed. Send less at once.");
    }

    /// <summary>One of an enum's names.</summary>
    public static T? OneOf<T>(ref Problems problems, string param, string? value)
        where T : struct, Enum
    {
        if (value is null)
            return null;
        if (WireName<T>.TryParse(value, out var parsed))
            return parsed;
        problems.Invalid(param, $"must be one of {WireName<T>.All}");
        return null;
    }

    /// <summary>A session's or agent's id.</summary>
    public static void Name(ref Problems problems, string param, string? value)
    {
        if (value is not null && !IdRules.IsName(value))
            problems.Invalid(param, $"must be 1 to {IdRules.MaxNameLength} letters, digits, '.', '_', '-' or '~', the first a letter or digit");
    }

    /// <summary>A user's id.</summary>
    public static void User(ref Problems problems, string param, string? value)
    {
        if (value is not null && !IdRules.IsUser(value))
            problems.Invalid(param, $"must be 1 to {IdRules.MaxUserLength} characters without control characters");
    }

    /// <summary>Free labels.</summary>
    public static Dictionary<string, string>? Labels(ref Problems problems, string param, Dictionary<string, string?>? labels)
    {
        if (labels is null)
            return null;
        if (labels.Count > MaxLabels)
            problems.Invalid(param, $"has {labels.Count} entries: at most {MaxLabels} are allowed");
        var clean = new Dictionary<string, string>(labels.Count);
        foreach (var (key, value) in labels)
        {
            if (key.Length is 0 or > MaxLabelKeyLength)
                problems.Invalid(param, $"has a key of {key.Length} characters: 1 to {MaxLabelKeyLength} are allowed");
            if (value is null)
                problems.Invalid($"{param}.{key}", "must be a string");
            else if (value.Length > MaxLabelValueLength)
                problems.Invalid($"{param}.{key}", $"has {value.Length} characters: at most {MaxLabelValueLength} are allowed");
            else
                clean[key] = value;
        }

        return clean;
    }
}
