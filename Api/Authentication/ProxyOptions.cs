namespace Platform.Api.Authentication;

/// <summary>The proxies in front of the API; section <c>Platform:Proxies</c>.</summary>
internal sealed class ProxyOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Platform:Proxies";

    /// <summary>
    /// Their addresses, or networks such as <c>10.0.0.0/8</c>, whose <c>X-Forwarded-For</c> is believed. Default none: a client's
    /// address is the one that its connection comes from.
    /// </summary>
    public string[] Known { get; set; } = [];

    /// <summary>How many of them a request passes one after the other, at most: 1 to 10, default 1.</summary>
    public int Hops { get; set; } = 1;
}
