namespace Platform.Silo.Storage;

/// <summary>How the silo talks to Redis (section <c>Platform:Redis</c>).</summary>
internal sealed class RedisStoreOptions
{
    /// <summary>The section these options come from.</summary>
    public const string Section = "Platform:Redis";

    /// <summary>The longest wait for one answer of Redis, after which the request is refused. Default 3 s; 100 ms to 30 s.</summary>
    public TimeSpan OperationTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>What a refused caller is told to wait before trying again. Default 1 s; 100 ms to 60 s.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(1);
}
