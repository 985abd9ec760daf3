namespace Platform.LoadTests.Grains;

/// <summary>The smallest grain there is: answers a number with the next one.</summary>
[Alias("loadtests.IPingGrain")]
public interface IPingGrain : IGrainWithIntegerKey
{
    /// <summary>The next number.</summary>
    [Alias("Ping")]
    Task<long> Ping(long number);

    /// <summary>The next number, once it is stored in Redis.</summary>
    [Alias("Store")]
    Task<long> Store(long number);
}
