using System.Text.Json;

namespace Platform.Api.Json;

/// <summary>The names of an enum's values on the wire: lower case, words joined by <c>_</c>.</summary>
/// <typeparam name="T">An enum whose values count from 0.</typeparam>
internal static class WireName<T>
    where T : struct, Enum
{
    private static readonly string[] Names = [.. Enum.GetNames<T>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];
    private static readonly T[] Values = Enum.GetValues<T>();

    /// <summary>All names, for messages: <c>a, b, c</c>.</summary>
    public static string All { get; } = string.Join(", ", Names);

    /// <summary>The name of a value.</summary>
    public static string Of(T value) => Names[Array.IndexOf(Values, value)];

    /// <summary>The value of a name; false when there is none.</summary>
    public static bool TryParse(string name, out T value)
    {
        var index = Array.IndexOf(Names, name);
        value = index < 0 ? default : Values[index];
        return index >= 0;
    }
}
