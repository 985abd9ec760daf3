namespace Platform.Contracts.Sessions;

/// <summary>Which part of a session's history is wanted.</summary>
/// <param name="After">Only messages beyond this <see cref="StoredMessage.Seq"/> in the wanted order; null from the start.</param>
/// <param name="Limit">The most messages: 1 to 100.</param>
/// <param name="Descending">Newest first.</param>
[GenerateSerializer, Immutable, Alias("HistoryRequest")]
public sealed record HistoryRequest(
    [property: Id(0)] long? After = null,
    [property: Id(1)] int Limit = 20,
    [property: Id(2)] bool Descending = false);
