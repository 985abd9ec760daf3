namespace Platform.Contracts.Erasure;

/// <summary>One object of an export.</summary>
/// <param name="Type">What it is: <c>session</c>, <c>message</c>, <c>agent</c> …</param>
/// <param name="Json">The object, one JSON document in UTF-8 without line breaks.</param>
[GenerateSerializer, Immutable, Alias("ExportRecord")]
public sealed record ExportRecord(
    [property: Id(0)] string Type,
    [property: Id(1)] byte[] Json);
