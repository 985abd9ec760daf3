using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Platform.ServiceDefaults.Tuning;

/// <summary>
/// Takes the process into Linux's scheduling class for work that comes in batches, <c>SCHED_BATCH</c>
/// (https://man7.org/linux/man-pages/man7/sched.7.html): a thread of it that is woken up does not push another one from its
/// processor. Turns go through several processes that wake each other for every message; where they share processors, what runs
/// gets more done before the next one has its turn. Who wakes up finds an idle processor as quickly as before.
/// </summary>
internal sealed class BatchScheduling(IOptions<TuningOptions> options, TimeProvider time, ILogger<BatchScheduling> logger) : BackgroundService
{
    private const int SchedOther = 0;
    private const int SchedBatch = 3;

    /// <summary>
    /// Threads have the class of whoever starts them, but while a process starts some were seen that had not: they are looked for
    /// again, which takes a tenth of a millisecond.
    /// </summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary><c>ESRCH</c>: the thread has ended meanwhile.</summary>
    private const int NoSuchThread = 3;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.BatchScheduling || !OperatingSystem.IsLinux())
            return;
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            if (Apply() is not { } reason)
                continue;
            ProfileLog.Preempting(logger, reason);
            return;
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>
    /// Changes the threads there are; those to come have the class of the thread that starts them, so whoever was missed is
    /// looked for until there is none. A thread that somebody gave another class keeps it. Answers why it could not be done.
    /// </summary>
    private static string? Apply()
    {
        bool changed;
        do
        {
            changed = false;
            foreach (var task in Directory.EnumerateDirectories("/proc/self/task"))
            {
                var thread = int.Parse(Path.GetFileName(task), CultureInfo.InvariantCulture);
                if (sched_getscheduler(thread) != SchedOther)
                    continue;
                var priority = 0;
                if (sched_setscheduler(thread, SchedBatch, ref priority) == 0)
                    changed = true;
                else if (Marshal.GetLastPInvokeError() is not NoSuchThread and var error)
                    return Marshal.GetPInvokeErrorMessage(error);
            }
        }
        while (changed);
        return null;
    }

    [DllImport("libc")]
    private static extern int sched_getscheduler(int thread);

    [DllImport("libc", SetLastError = true)]
    private static extern int sched_setscheduler(int thread, int policy, ref int priority);
}
