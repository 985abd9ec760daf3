using System.Globalization;
using System.Text.RegularExpressions;
using Platform.LoadTests.Cluster;

namespace Platform.Tests.Cluster;

/// <summary>A silo that is started by hand, as the README says.</summary>
internal sealed class SiloProcess : PlatformProcess
{
    private readonly int _port;

    private SiloProcess(int port, IEnumerable<KeyValuePair<string, string>> environment)
        : base("SiloPath", environment) => _port = port;

    /// <summary>Starts one with nothing but a connection string.</summary>
    public static SiloProcess Start(string redis) => Start(redis, new Dictionary<string, string>());

    /// <summary>Starts one with more settings.</summary>
    public static SiloProcess Start(string redis, IReadOnlyDictionary<string, string> settings)
    {
        // Chosen here, so that the process can be told from the others in what the cluster says.
        var port = LoopbackPort.Free();
        return new SiloProcess(port, new Dictionary<string, string>(settings)
        {
            ["ConnectionStrings__redis"] = redis,
            ["Orleans__Endpoints__SiloPort"] = port.ToString(CultureInfo.InvariantCulture),
        });
    }

    /// <summary>Whether the cluster calls this process by the address.</summary>
    public bool Has(string address) => address.Contains($":{_port}@", StringComparison.Ordinal);

    /// <summary>
    /// Whether another silo counts as active in this one's view of the cluster. Until every silo has the same view, a new grain may begin
    /// on one and go on at another. Always true of an engine that doesn't print its view: its grains stay where they are.
    /// </summary>
    public bool Knows(SiloProcess other)
    {
        const string View = "The cluster is now";
        var output = Output;
        var view = output.LastIndexOf(View, StringComparison.Ordinal);
        return view < 0 || Regex.IsMatch(output[view..].Split('\n')[0], $@":{other._port}:\d+ Active");
    }
}
