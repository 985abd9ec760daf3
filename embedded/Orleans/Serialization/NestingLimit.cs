namespace Orleans.Serialization;

/// <summary>How deep objects, lists and tuples may contain one another. It keeps a cycle, or hostile bytes, off the end of the stack.</summary>
public static class NestingLimit
{
    /// <summary>The deepest nesting, in levels.</summary>
    public const int MaxDepth = 64;

    internal static InvalidOperationException TooDeepToWrite() =>
        new($"The value nests deeper than {MaxDepth} levels, perhaps in a cycle: send a flatter value, cycles cannot be sent.");

    internal static InvalidDataException TooDeepToRead() => new($"The message nests deeper than {MaxDepth} levels.");
}
