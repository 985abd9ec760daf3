namespace Platform.Api.Usage;

/// <summary>Usage as it was asked for.</summary>
/// <param name="From">The first day, UTC.</param>
/// <param name="To">The last day, UTC.</param>
/// <param name="Total">All of it in these days: of the tenant, or of the only member that was asked for.</param>
/// <param name="Data">A part of the rows, by day, then by id.</param>
/// <param name="NextCursor">Where the next part begins; null at the end.</param>
internal sealed record UsageReportView(DateOnly From, DateOnly To, UsageFiguresView Total, UsageRowView[] Data, string? NextCursor);
