namespace Platform.LoadTests.Parts;

/// <summary>The setting that decides whether silos and API replicas are warmed before they are ready.</summary>
internal static class WarmingSetting
{
    /// <summary>The variable.</summary>
    public const string Variable = "Platform__Warming__MaxSeconds";

    /// <summary>Not warmed.</summary>
    public const string Off = "0";
}
