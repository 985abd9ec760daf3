namespace Platform.ServiceDefaults.Tuning;

/// <summary>What a process asks of the machine it runs on; section <c>Platform:Tuning</c>.</summary>
public sealed class TuningOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Platform:Tuning";

    /// <summary>
    /// When the machine's idle processors are kept from sleeping: default <see cref="Wakefulness.AtWork"/>. A processor that sleeps
    /// takes some 50 microseconds to wake up, and a turn of a platform with little to do wakes them a dozen times.
    /// <see cref="Wakefulness.Always"/> costs power. Needs Linux and write access to <c>/dev/cpu_dma_latency</c>: without these the
    /// process goes on, and says so where it was asked for <see cref="Wakefulness.Always"/>.
    /// </summary>
    public Wakefulness KeepProcessorsAwake { get; set; } = Wakefulness.AtWork;

    /// <summary>
    /// Whether a thread of the process that is woken up leaves another one the processor that it runs on until that rests or has
    /// had its share: default true. Linux's <c>SCHED_BATCH</c>. Where the platform's processes share processors, more gets done
    /// and less waits; false: as other processes. Without effect on other systems, and where the kernel refuses it, which the
    /// process says.
    /// </summary>
    public bool BatchScheduling { get; set; } = true;
}
