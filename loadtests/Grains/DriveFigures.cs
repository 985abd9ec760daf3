namespace Platform.LoadTests.Grains;

/// <summary>What one <see cref="IDriveGrain"/> has measured.</summary>
/// <param name="Calls">Calls that were answered, rightly.</param>
/// <param name="Elapsed">In this time.</param>
/// <param name="Sampled">How long some of them took.</param>
[GenerateSerializer, Immutable, Alias("loadtests.DriveFigures")]
public sealed record DriveFigures(
    [property: Id(0)] long Calls, [property: Id(1)] TimeSpan Elapsed, [property: Id(2)] TimeSpan[] Sampled);
