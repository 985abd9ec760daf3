namespace Orleans.Configuration;

/// <summary>Whether the current trace travels with grain calls.</summary>
internal sealed class TracingOptions
{
    public bool IsEnabled { get; set; }
}
