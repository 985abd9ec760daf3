namespace Platform.LoadTests.Load;

/// <summary>How a schedule waits for what is due next. May come back early: who waits looks at the clock again.</summary>
internal abstract class Pace
{
    /// <summary>Waits.</summary>
    /// <param name="left">How long.</param>
    /// <param name="until">Ends it early, without an exception.</param>
    public abstract ValueTask Wait(TimeSpan left, CancellationToken until);

    /// <summary>Blocks the thread for the system's clock, and uses the timers of any other.</summary>
    public static Pace By(TimeProvider time) => ReferenceEquals(time, TimeProvider.System) ? new PrecisePace() : new TimerPace(time);

    private sealed class TimerPace(TimeProvider time) : Pace
    {
        public override async ValueTask Wait(TimeSpan left, CancellationToken until) =>
            await Task.Delay(left, time, until).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
