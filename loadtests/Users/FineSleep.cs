using System.Runtime.InteropServices;

namespace Platform.LoadTests.Users;

/// <summary>
/// Sleeps to within about a tenth of a millisecond. The runtime's timers fire on the system's coarse ticks, of 4 ms on many
/// machines: too late by more than what is to be measured.
/// </summary>
internal static partial class FineSleep
{
    private const int NanosecondsPerSecond = 1_000_000_000;
    private static readonly ManualResetEventSlim Never = new();
    private static readonly bool HasNanosleep = OperatingSystem.IsLinux() || OperatingSystem.IsMacOS();

    /// <summary>Blocks the thread.</summary>
    public static void For(TimeSpan duration)
    {
        if (duration <= TimeSpan.Zero)
            return;
        if (!HasNanosleep)
        {
            Never.Wait(duration);
            return;
        }

        var nanoseconds = duration.Ticks * TimeSpan.NanosecondsPerTick;
        var wanted = new TimeSpec((nint)(nanoseconds / NanosecondsPerSecond), (nint)(nanoseconds % NanosecondsPerSecond));
        // A signal may end it early: who has to be exact looks at the clock again.
        _ = nanosleep(wanted, nint.Zero);
    }

#pragma warning disable IDE1006 // The name of the C function
    [LibraryImport("libc")]
    private static partial int nanosleep(in TimeSpec wanted, nint left);
#pragma warning restore IDE1006

    /// <summary>A duration as C has it.</summary>
    private readonly record struct TimeSpec(nint Seconds, nint Nanoseconds);
}
