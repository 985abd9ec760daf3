using Platform.Silo.Models.Providers;

namespace Platform.Silo.Models.Resilience;

/// <summary>One question to one model over all of its tries.</summary>
internal sealed class ModelQuestion(ModelRequest request, TimeProvider time, CancellationToken caller)
{
    private readonly long _askedAt = time.GetTimestamp();

    /// <summary>What is asked.</summary>
    public ModelRequest Request => request;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Who asks is gone when this is cancelled.</summary>
    public CancellationToken Caller => caller;

    /// <summary>The time since the question.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_askedAt);

    /// <summary>How often the model was asked.</summary>
    public int Tries { get; set; }

    /// <summary>What went wrong at the last try.</summary>
    public ProviderException? LastFailure { get; set; }

    /// <summary>How it ended, for metrics: null for a complete answer. A caller that stops early leaves it as it is.</summary>
    public string? Outcome { get; set; } = "cancelled";
}
