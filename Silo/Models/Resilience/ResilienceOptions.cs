namespace Platform.Silo.Models.Resilience;

/// <summary>How patient a silo is with a model before and while it answers.</summary>
internal sealed class ResilienceOptions
{
    /// <summary>From a try to the first sign of the answer. 30 seconds by default; at most <see cref="RetryBudget"/>.</summary>
    public TimeSpan FirstTokenTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>From one piece of the answer to the next. 60 seconds by default.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>From the question to the last piece, retries included. 10 minutes by default; at least <see cref="RetryBudget"/>.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>From the question to the first sign of the answer over all tries of one model. 45 seconds by default.</summary>
    public TimeSpan RetryBudget { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>How often a model is asked again, 0 to 10. 2 by default.</summary>
    public int MaxRetries { get; set; } = 2;

    /// <summary>
    /// The pause before the first retry, when the provider names none; it doubles and is spread. 500 milliseconds by default.
    /// </summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// How many calls within <see cref="BreakDuration"/>, at least half of them failures, open a model's circuit; 2 to 1,000.
    /// 3 by default.
    /// </summary>
    public int BreakerFailures { get; set; } = 3;

    /// <summary>How long a model with an open circuit is not asked, 1 second to 1 hour. 30 seconds by default.</summary>
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(30);
}
