namespace Platform.LoadTests.Reports.Baselines;

/// <summary>A file cannot be what a run is compared with. The message says why, and what to do.</summary>
internal sealed class BaselineException(string message, Exception? inner = null) : Exception(message, inner);
