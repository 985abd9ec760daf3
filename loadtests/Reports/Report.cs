namespace Platform.LoadTests.Reports;

/// <summary>What a scenario found.</summary>
/// <param name="Scenario">Its name.</param>
/// <param name="Rows">The measured stretches.</param>
/// <param name="Facts">Further figures, ready to print.</param>
internal sealed record Report(string Scenario, ReportRow[] Rows, (string Name, string Value)[] Facts);
