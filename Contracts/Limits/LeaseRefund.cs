namespace Platform.Contracts.Limits;

/// <summary>A part of what was used that was not needed after all.</summary>
/// <param name="Age">How long ago it was taken.</param>
/// <param name="Amount">How much of it.</param>
[GenerateSerializer, Immutable, Alias("LeaseRefund")]
public sealed record LeaseRefund([property: Id(0)] TimeSpan Age, [property: Id(1)] long Amount);
