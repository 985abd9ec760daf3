using Platform.Contracts.Paging;

namespace Platform.Contracts.Usage;

/// <summary>Usage as it was asked for.</summary>
/// <param name="Total">All of it: of the tenant in these days, or of the only member that was asked for.</param>
/// <param name="Rows">A part of the rows, by day, then by id.</param>
[GenerateSerializer, Immutable, Alias("UsageReport")]
public sealed record UsageReport([property: Id(0)] UsageFigures Total, [property: Id(1)] Page<UsageRow> Rows);
