namespace Platform.LoadTests.Rolling;

/// <summary>One process that was asked to stop and was replaced.</summary>
/// <param name="Program">What it runs: <c>Silo</c> or <c>Api</c>.</param>
/// <param name="Ended">From SIGTERM to its end.</param>
/// <param name="Replaced">From SIGTERM until its replacement served and the cluster had settled.</param>
internal sealed record Restart(string Program, TimeSpan Ended, TimeSpan Replaced);
