using System.Globalization;
using Platform.Contracts.Errors;

namespace Platform.Silo.Models.Echo;

/// <summary>What the part of an echo model's name after the question mark asks for.</summary>
/// <param name="Tokens">How many tokens the answer has; null for as many as the text has.</param>
/// <param name="FirstTokenMs">Milliseconds from the question to the first token.</param>
/// <param name="TokenMs">Milliseconds from each token to the next.</param>
/// <param name="History">Whether the answer begins with the number of messages it was given.</param>
/// <param name="Tool">Whether it calls the first tool offered.</param>
/// <param name="FailAfter">After how many tokens it dies; null for never.</param>
/// <param name="Fail">The HTTP status with which it refuses; null for none.</param>
internal sealed record EchoKnobs(
    int? Tokens, int FirstTokenMs, int TokenMs, bool History, bool Tool, int? FailAfter, int? Fail)
{
    /// <summary>Every knob with its range, for descriptions and error messages.</summary>
    public const string Help =
        "tokens=1..100000, firstTokenMs=0..600000, tokenMs=0..600000, history=0|1, tool=0|1, failAfter=0..100000, fail=400..599";

    private const int MaxTokens = 100_000;
    private const int MaxMs = 600_000;

    /// <summary>No knob turned.</summary>
    public static readonly EchoKnobs None = new(null, 0, 0, false, false, null, null);

    /// <summary>Whether it takes time to answer.</summary>
    public bool IsPaced => FirstTokenMs > 0 || TokenMs > 0;

    /// <summary>Whether the answer comes token by token rather than in one piece.</summary>
    public bool ComesInTokens => Tokens is not null || FailAfter is not null || IsPaced;

    /// <summary>Reads <c>name=value&amp;name=value</c>.</summary>
    /// <exception cref="PlatformException">A knob is unknown, given twice, or its value is out of range (<c>invalid_value</c>).</exception>
    public static EchoKnobs Parse(string query)
    {
        var knobs = None;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pair in query.Split('&'))
        {
            var equals = pair.IndexOf('=');
            var name = equals < 0 ? pair : pair[..equals];
            var value = equals < 0 ? string.Empty : pair[(equals + 1)..];
            if (!seen.Add(name))
                throw Invalid($"The knob '{name}' is given twice.");
            knobs = name switch
            {
                "tokens" => knobs with { Tokens = Number(name, value, 1, MaxTokens) },
                "firstTokenMs" => knobs with { FirstTokenMs = Number(name, value, 0, MaxMs) },
                "tokenMs" => knobs with { TokenMs = Number(name, value, 0, MaxMs) },
                "history" => knobs with { History = Number(name, value, 0, 1) == 1 },
                "tool" => knobs with { Tool = Number(name, value, 0, 1) == 1 },
                "failAfter" => knobs with { FailAfter = Number(name, value, 0, MaxTokens) },
                "fail" => knobs with { Fail = Number(name, value, 400, 599) },
                _ => throw Invalid($"'{name}' is not a knob of builtin/echo."),
            };
        }

        return knobs;
    }

    private static int Number(string name, string value, int min, int max) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw Invalid($"The knob '{name}' takes a whole number from {min} to {max}, not '{value}'.");

    private static PlatformException Invalid(string what) =>
        new(ErrorCode.InvalidValue, $"{what} The knobs are {Help}; join them with '&'.", "model");
}
