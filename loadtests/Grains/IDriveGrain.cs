namespace Platform.LoadTests.Grains;

/// <summary>Calls another grain, over and over, from inside a silo.</summary>
[Alias("loadtests.IDriveGrain")]
public interface IDriveGrain : IGrainWithIntegerKey
{
    /// <summary>Calls the <see cref="IPingGrain"/> of its own number for a time, one call after the other.</summary>
    [Alias("Drive")]
    Task<DriveFigures> Drive(TimeSpan duration);
}
