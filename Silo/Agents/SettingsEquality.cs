using System.Text.Json;
using Platform.Contracts.Agents;
using Platform.Silo.Storage;

namespace Platform.Silo.Agents;

/// <summary>Whether two settings mean the same, lists and labels included.</summary>
internal static class SettingsEquality
{
    public static bool Same(AgentSettings left, AgentSettings right) => Document(left).AsSpan().SequenceEqual(Document(right));

    private static byte[] Document(AgentSettings settings)
    {
        // Labels have no order: two settings that differ only in it are the same.
        var ordered = settings with
        {
            Metadata = settings.Metadata?.OrderBy(static label => label.Key, StringComparer.Ordinal).ToDictionary(),
        };
        return JsonSerializer.SerializeToUtf8Bytes(ordered, StoreJson.Default.AgentSettings);
    }
}
