using System.Net;
using Aspire.Hosting.Proxy;

namespace Platform.Tests.Hosting.StandIn;

internal sealed class FakeTarget : IProxyTarget
{
    public IPEndPoint? Address { get; set; }

    public bool IsHealthy { get; set; } = true;
}
