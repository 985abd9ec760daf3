using System.Globalization;
using Orleans.Runtime;

namespace Orleans;

/// <summary>How keys that are no text are written: integers in upper-case hexadecimal, GUIDs in 32 hexadecimal digits.</summary>
internal static class GrainKeys
{
    public static IdSpan Of(long key) => IdSpan.Create(key.ToString("X", CultureInfo.InvariantCulture));

    public static IdSpan Of(Guid key) => IdSpan.Create(key.ToString("N"));

    public static IdSpan Of(string key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        return IdSpan.Create(key);
    }

    public static bool IsInteger(GrainId id) => long.TryParse(id.Key.ToString(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _);

    public static long ToInteger(GrainId id) =>
        long.TryParse(id.Key.ToString(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var key)
            ? key
            : throw new InvalidOperationException($"The key of '{id}' is no integer: use GetPrimaryKeyString or GetPrimaryKey.");

    public static Guid ToGuid(GrainId id) =>
        Guid.TryParseExact(id.Key.ToString(), "N", out var key)
            ? key
            : throw new InvalidOperationException($"The key of '{id}' is no GUID: use GetPrimaryKeyString or GetPrimaryKeyLong.");
}
