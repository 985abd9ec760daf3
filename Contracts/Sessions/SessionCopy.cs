namespace Platform.Contracts.Sessions;

/// <summary>A session up to one of its turns, to go on from there in another session.</summary>
/// <param name="Settings">Its settings.</param>
/// <param name="Entries">Its turns, as they are stored.</param>
[GenerateSerializer, Immutable, Alias("SessionCopy")]
public sealed record SessionCopy(
    [property: Id(0)] NewSession Settings,
    [property: Id(1)] byte[][] Entries);
