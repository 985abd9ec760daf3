using System.Text.Json;
using System.Text.RegularExpressions;

namespace Platform.Silo.Models.Providers;

/// <summary>Takes from a provider's error body the one sentence that helps the caller.</summary>
internal static partial class ProviderMessage
{
    private const int MaxLength = 300;

    /// <summary>The error's message, cut, on one line and without keys; null when the body is not the JSON that providers use.</summary>
    public static string? Read(ReadOnlySpan<byte> body, string? secret)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var json = JsonDocument.ParseValue(ref reader);
            return Find(json.RootElement) is { } message ? Clean(message, secret) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Find(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return null;
        if (root.TryGetProperty("error", out var error))
        {
            return error.ValueKind == JsonValueKind.String ? error.GetString() : Find(error);
        }

        return root.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String ? message.GetString() : null;
    }

    private static string Clean(string message, string? secret)
    {
        if (!string.IsNullOrEmpty(secret))
            message = message.Replace(secret, "***", StringComparison.Ordinal);
        message = Unprintable().Replace(Key().Replace(message, "***"), " ").Trim();
        return message.Length <= MaxLength ? message : message[..MaxLength] + "…";
    }

    [GeneratedRegex(@"\b(?:sk|pk|key)[-_][\w*.-]{4,}|(?<=Bearer\s)\S+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Key();

    [GeneratedRegex(@"[\p{C}\s]+", RegexOptions.CultureInvariant)]
    private static partial Regex Unprintable();
}
