using System.Net;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Processes;

namespace Aspire.Hosting.Orchestration;

/// <summary>The ports of one replica. They stay the same when it is started again, unless somebody else has taken one.</summary>
internal sealed class ReplicaPorts(IResource resource, FreePorts freePorts)
{
    private volatile Dictionary<EndpointAnnotation, IPEndPoint> _addresses = [];

    public IPEndPoint? AddressOf(EndpointAnnotation endpoint) => _addresses.GetValueOrDefault(endpoint);

    /// <summary>The port for HTTP; null where the resource has none.</summary>
    public int? Http => _addresses.FirstOrDefault(address => address.Key.IsHttp).Value?.Port;

    /// <summary>Makes sure that there is a free port for each endpoint.</summary>
    public IReadOnlyDictionary<EndpointAnnotation, int> Take()
    {
        if (_addresses.Count == 0 || !_addresses.Values.All(address => FreePorts.IsFree(address.Port)))
        {
            _addresses = resource.Annotations.OfType<EndpointAnnotation>()
                .ToDictionary(endpoint => endpoint, _ => new IPEndPoint(IPAddress.Loopback, freePorts.Take()));
        }

        return _addresses.ToDictionary(address => address.Key, address => address.Value.Port);
    }
}
