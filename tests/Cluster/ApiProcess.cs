using Platform.LoadTests.Cluster;

namespace Platform.Tests.Cluster;

/// <summary>An API replica that is started by hand, on a free port.</summary>
internal sealed class ApiProcess : PlatformProcess
{
    private ApiProcess(Uri address, IEnumerable<KeyValuePair<string, string>> environment)
        : base("ApiPath", environment) => Address = address;

    public Uri Address { get; }

    public static ApiProcess Start(string redis)
    {
        var address = new Uri($"http://127.0.0.1:{LoopbackPort.Free()}");
        return new ApiProcess(address, new Dictionary<string, string>
        {
            ["ConnectionStrings__redis"] = redis,
            ["ASPNETCORE_URLS"] = address.ToString(),
        });
    }
}
