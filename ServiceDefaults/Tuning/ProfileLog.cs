using Microsoft.Extensions.Logging;

namespace Platform.ServiceDefaults.Tuning;

internal static partial class ProfileLog
{
    [LoggerMessage(9101, LogLevel.Information, "Tuning profile {Profile}")]
    public static partial void Complete(ILogger logger, string profile);

    [LoggerMessage(9102, LogLevel.Warning, "Tuning profile {Profile}, without its part of the .NET runtime, which only who starts the process can set. Add to its environment: {Variables}")]
    public static partial void Partial(ILogger logger, string profile, string variables);

    [LoggerMessage(9103, LogLevel.Warning, "Processors may sleep although Platform:Tuning:KeepProcessorsAwake is Always. {Reason} Give the process write access to {Device}, or set it to AtWork or Never.")]
    public static partial void Asleep(ILogger logger, string device, string reason);

    [LoggerMessage(9105, LogLevel.Debug, "Processors may sleep while there is work. {Reason} Write access to {Device} would let the process keep them awake.")]
    public static partial void AsleepAtWork(ILogger logger, string device, string reason);

    [LoggerMessage(9104, LogLevel.Warning, "Threads are scheduled as other processes' although Platform:Tuning:BatchScheduling is true. The kernel refuses SCHED_BATCH: {Reason}. Allow the process sched_setscheduler, or set it to false.")]
    public static partial void Preempting(ILogger logger, string reason);
}
