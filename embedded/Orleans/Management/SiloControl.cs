using Orleans.Activations;
using Orleans.Runtime;

namespace Orleans.Management;

/// <summary>Answers the other silos.</summary>
internal sealed class SiloControl(Silo silo, ActivationCollector collector, ProcessUsage usage) : ISiloControl
{
    private static readonly TimeSpan Recently = TimeSpan.FromMinutes(1);

    public async Task<HoldAnswer> IsHeld(string grainType, string key, long version)
    {
        var held = await silo.HandOver.IsHeldAsync(GrainId.Create(grainType, key), version);
        return new HoldAnswer(held, silo.HandOver.OwnSettledVersion);
    }

    public Task Settled(string other, long version)
    {
        silo.HandOver.Settled(SiloAddress.FromParsableString(other), version);
        return Task.CompletedTask;
    }

    public Task<SiloRuntimeStatistics> GetStatistics()
    {
        var now = silo.Now;
        var recent = Calls.CallTracker.TicksOf(Recently);
        return Task.FromResult(new SiloRuntimeStatistics
        {
            ActivationCount = silo.Activations.Count,
            RecentlyUsedActivationCount = silo.Activations.All.Count(activation => now - activation.LastUsed < recent),
            ClientCount = silo.Counters.Clients,
            ReceivedMessages = silo.Counters.Received,
            SentMessages = silo.Counters.Sent,
            DateTime = silo.Time.GetUtcNow().UtcDateTime,
            EnvironmentStatistics = usage.Sample(),
        });
    }

    public Task<SimpleGrainStatistic[]> GetGrainStatistics() =>
        Task.FromResult(silo.Activations.All
            .GroupBy(activation => activation.Class.Type.FullName!)
            .Select(group => new SimpleGrainStatistic { GrainType = group.Key, SiloAddress = silo.Address, ActivationCount = group.Count() })
            .OrderBy(statistic => statistic.GrainType, StringComparer.Ordinal)
            .ToArray());

    public Task Collect(TimeSpan age)
    {
        collector.Collect(age);
        return Task.CompletedTask;
    }
}
