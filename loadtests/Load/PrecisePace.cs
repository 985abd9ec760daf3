using System.Runtime.InteropServices;

namespace Platform.LoadTests.Load;

/// <summary>
/// Blocks the calling thread until a time that is right to some hundredths of a millisecond. The timers of .NET read a clock
/// that ticks every 1 to 10 ms, and spinning would take a core from what is measured; so the thread sleeps by the system's
/// own call, which wakes it by a high-resolution timer. Where there is no such call it waits by whole milliseconds.
/// </summary>
internal sealed partial class PrecisePace : Pace
{
    private const int SetTimerSlack = 29;

    /// <summary>So that an end is noticed soon on a slow schedule.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(20);

    private readonly object _never = new();
    private bool _sharpened;

    /// <inheritdoc/>
    public override ValueTask Wait(TimeSpan left, CancellationToken until)
    {
        var wait = left < Longest ? left : Longest;
        if (OperatingSystem.IsLinux())
        {
            Sharpen();
            var duration = new TimeSpec { Nanoseconds = (nint)wait.TotalNanoseconds };
            _ = nanosleep(in duration, 0);
        }
        else
        {
            lock (_never)
                Monitor.Wait(_never, (int)Math.Max(1, wait.TotalMilliseconds));
        }

        return ValueTask.CompletedTask;
    }

    // By default the system lets a thread sleep 0.05 ms longer, to wake several at once.
    private void Sharpen()
    {
        if (!_sharpened)
            _ = prctl(SetTimerSlack, 1, 0, 0, 0);
        _sharpened = true;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }

#pragma warning disable IDE1006 // The names of the C functions
    [LibraryImport("libc")]
    private static partial int nanosleep(in TimeSpec duration, nint remaining);

    [LibraryImport("libc")]
    private static partial int prctl(int option, nuint value, nuint unused2, nuint unused3, nuint unused4);
#pragma warning restore IDE1006
}
