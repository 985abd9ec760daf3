namespace Orleans.Runtime;

/// <summary>A timer of one activation. Its callback runs in the activation's turn; it ends with the activation.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Sets the times anew.</summary>
    /// <param name="dueTime">Until the next tick; <see cref="Timeout.InfiniteTimeSpan"/> for never.</param>
    /// <param name="period">From the end of one tick to the next; <see cref="Timeout.InfiniteTimeSpan"/> for one tick only.</param>
    void Change(TimeSpan dueTime, TimeSpan period);
}
