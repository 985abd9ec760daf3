namespace Orleans.Management;

/// <summary>Whether a silo still runs a grain.</summary>
/// <param name="IsHeld">It does.</param>
/// <param name="SettledVersion">The version of the view since which it holds no other silo's grains.</param>
[GenerateSerializer, Immutable, Alias("sys.hold")]
internal sealed record HoldAnswer([property: Id(0)] bool IsHeld, [property: Id(1)] long SettledVersion);
