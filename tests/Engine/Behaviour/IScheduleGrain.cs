using Orleans.Concurrency;

namespace Platform.Tests.Engine.Behaviour;

[Alias("test.IScheduleGrain")]
public interface IScheduleGrain : IGrainWithStringKey
{
    [Alias("Run")]
    Task Run(string step);

    [Alias("RunInterleaved"), AlwaysInterleave]
    Task RunInterleaved(string step);

    [Alias("Read"), ReadOnly]
    Task Read(string step);

    [Alias("RunBriefly"), ResponseTimeout("00:00:00.3")]
    Task RunBriefly(string step);

    [Alias("CallBack")]
    Task CallBack(string step, bool allowReentrancy);

    [Alias("CountUp"), AlwaysInterleave]
    Task CountUp(int steps);

    [Alias("Total"), AlwaysInterleave]
    Task<int> Total();

    [Alias("StaysInTurn")]
    Task<bool> StaysInTurn();

    [Alias("EscapesTurn")]
    Task<bool> EscapesTurn();
}
