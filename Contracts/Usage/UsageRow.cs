namespace Platform.Contracts.Usage;

/// <summary>The usage of one member of a group, or of one day, or both.</summary>
/// <param name="Id">Whose it is, such as a user's id; null for the tenant as a whole.</param>
/// <param name="Day">The day, UTC; null for all days that were asked for.</param>
/// <param name="Figures">What was used.</param>
[GenerateSerializer, Immutable, Alias("UsageRow")]
public sealed record UsageRow([property: Id(0)] string? Id, [property: Id(1)] DateOnly? Day, [property: Id(2)] UsageFigures Figures);
