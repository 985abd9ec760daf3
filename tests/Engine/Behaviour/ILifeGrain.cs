using Orleans.Concurrency;

namespace Platform.Tests.Engine.Behaviour;

[Alias("test.ILifeGrain")]
public interface ILifeGrain : IGrainWithStringKey
{
    [Alias("Instance"), AlwaysInterleave]
    Task<Guid> Instance();

    [Alias("End")]
    Task End();

    [Alias("EndAfter")]
    Task EndAfter(string signal);

    [Alias("Delay")]
    Task Delay(TimeSpan time);

    [Alias("StartTimer")]
    Task StartTimer(TimeSpan due, TimeSpan period, bool interleave);

    [Alias("Ticks"), AlwaysInterleave]
    Task<int> Ticks();

    [Alias("StopTimer")]
    Task StopTimer();

    [Alias("Hold")]
    Task Hold(string signal);

    [Alias("Silo")]
    Task<string> Silo();
}
