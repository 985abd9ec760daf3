namespace Platform.Api.Items;

/// <summary>What an item of a conversation is.</summary>
internal enum ItemKind
{
    /// <summary>A message.</summary>
    Message,

    /// <summary>A function that the model asks for.</summary>
    FunctionCall,

    /// <summary>The result of a function.</summary>
    FunctionCallOutput,

    /// <summary>What a conversation was compacted to.</summary>
    Compaction,
}
