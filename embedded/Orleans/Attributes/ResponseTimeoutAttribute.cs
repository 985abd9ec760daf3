namespace Orleans;

/// <summary>How long callers wait for this method's answer, in place of the configured response timeout.</summary>
/// <param name="timeout">A <see cref="TimeSpan"/> as text, <c>hh:mm:ss</c>.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Interface)]
public sealed class ResponseTimeoutAttribute(string timeout) : Attribute
{
    /// <summary>The timeout.</summary>
    public TimeSpan? Timeout { get; } = TimeSpan.Parse(timeout, System.Globalization.CultureInfo.InvariantCulture);
}
