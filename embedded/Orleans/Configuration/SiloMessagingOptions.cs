namespace Orleans.Configuration;

/// <summary>How a silo carries calls.</summary>
public class SiloMessagingOptions : MessagingOptions
{
    /// <summary>How many requests may wait for one activation; more fail with <see cref="Runtime.LimitExceededException"/>. Default 0: no limit.</summary>
    public int MaxEnqueuedRequestsHardLimit { get; set; }
}
