namespace Platform.ServiceDefaults.Tuning;

/// <summary>What a process asks of the machine it runs on; section <c>Platform:Tuning</c>.</summary>
public sealed class TuningOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Platform:Tuning";

    /// <summary>
    /// Whether the machine's idle processors are kept from sleeping while the process runs: default false. A processor that sleeps
    /// takes some 50 microseconds to wake up, and a turn of a platform with little to do wakes them a dozen times. Costs power, and
    /// needs Linux and write access to <c>/dev/cpu_dma_latency</c>; without these the process says so and goes on.
    /// </summary>
    public bool KeepProcessorsAwake { get; set; }
}
