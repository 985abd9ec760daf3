using System.Net;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Proxy;

namespace Aspire.Hosting.Orchestration;

/// <summary>One endpoint of one replica.</summary>
internal sealed class ReplicaTarget(Replica replica, ReplicaPorts ports, EndpointAnnotation endpoint) : IProxyTarget
{
    public IPEndPoint? Address => ports.AddressOf(endpoint);

    public bool IsHealthy => replica.IsHealthy;
}
