using System.Text.Json.Serialization;

namespace Platform.Api.Json;

/// <summary>A field that takes one string or an array of them. Written as an array.</summary>
/// <param name="Values">The strings; one may be null when the caller wrote null into the array.</param>
[JsonConverter(typeof(StringOrStringsConverter))]
[JsonShape("a string or an array of strings")]
internal sealed record StringOrStrings(string?[] Values)
{
    /// <summary>Whether the caller wrote the one string by itself.</summary>
    public bool IsPlain { get; init; }

    /// <summary>The path of one of the strings as the caller wrote it.</summary>
    public string PathOf(string param, int index) => IsPlain ? param : $"{param}[{index}]";
}
