using System.Net;

namespace Aspire.Hosting.Proxy;

/// <summary>A replica, as the proxy sees it.</summary>
internal interface IProxyTarget
{
    /// <summary>Where it listens; null while it does not run.</summary>
    IPEndPoint? Address { get; }

    /// <summary>Whether it is preferred to those that are not.</summary>
    bool IsHealthy { get; }
}
