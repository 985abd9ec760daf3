namespace Orleans.Configuration;

/// <summary>Which cluster a process belongs to.</summary>
public class ClusterOptions
{
    /// <summary>The default cluster id.</summary>
    public const string DefaultClusterId = "default";

    /// <summary>The default service id.</summary>
    public const string DefaultServiceId = "default";

    /// <summary>The silos and clients that may talk to each other. Default <c>default</c>.</summary>
    public string ClusterId { get; set; } = DefaultClusterId;

    /// <summary>The application, the same over all its deployments. Default <c>default</c>.</summary>
    public string ServiceId { get; set; } = DefaultServiceId;
}
