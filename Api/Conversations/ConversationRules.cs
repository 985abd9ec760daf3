using System.Text.Json;
using Platform.Api.Items;
using Platform.Api.Validation;

namespace Platform.Api.Conversations;

/// <summary>What the bodies of conversations must be like.</summary>
internal static class ConversationRules
{
    /// <summary>The most items that one request adds: 20.</summary>
    public const int MaxItems = 20;

    /// <summary>A conversation to create: its labels, and what was said before.</summary>
    public static (Dictionary<string, string>? Metadata, List<InputItem> Items) Checked(ConversationBody body)
    {
        var problems = new Problems();
        var metadata = FieldRules.Labels(ref problems, "metadata", body.Metadata);
        var items = IsNothing(body.Items) ? [] : Items(ref problems, body.Items!.Value);
        problems.ThrowIfAny();
        return (metadata, items);
    }

    /// <summary>Another conversation's labels.</summary>
    public static Dictionary<string, string> Checked(ConversationChangesBody body)
    {
        var problems = new Problems();
        Dictionary<string, string?>? given = [];
        if (body.Metadata.ValueKind == JsonValueKind.Undefined)
            problems.Missing("metadata");
        else if (body.Metadata.ValueKind == JsonValueKind.Object)
            given = body.Metadata.EnumerateObject().ToDictionary(static label => label.Name, static label => TextOf(label.Value));
        else if (body.Metadata.ValueKind != JsonValueKind.Null)
            problems.Invalid("metadata", "must be an object of strings, or null for none");
        var metadata = FieldRules.Labels(ref problems, "metadata", given);
        problems.ThrowIfAny();
        return metadata!;
    }

    /// <summary>Items to add.</summary>
    public static List<InputItem> Checked(NewItemsBody body)
    {
        var problems = new Problems();
        List<InputItem> items = [];
        if (body.Items is { ValueKind: not JsonValueKind.Null } given)
            items = Items(ref problems, given);
        else
            problems.Missing("items");
        problems.ThrowIfAny();
        return items;
    }

    private static List<InputItem> Items(ref Problems problems, JsonElement items)
    {
        if (items.ValueKind == JsonValueKind.Array && items.GetArrayLength() is > MaxItems and var count)
        {
            problems.Invalid("items", $"has {count} entries: 1 to {MaxItems} are allowed. Add the others with further requests");
            return [];
        }

        return InputItems.Read(ref problems, "items", items);
    }

    /// <summary>Clients say in several ways that there is nothing yet.</summary>
    private static bool IsNothing(JsonElement? items) =>
        items is not { } given || given.ValueKind == JsonValueKind.Null || (given.ValueKind == JsonValueKind.Array && given.GetArrayLength() == 0);

    private static string? TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
