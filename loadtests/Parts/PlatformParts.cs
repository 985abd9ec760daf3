using Platform.LoadTests.Cluster;

namespace Platform.LoadTests.Parts;

/// <summary>The processes of a platform that was started for a run. Linux only, as <see cref="ProcessTree"/>.</summary>
internal static class PlatformParts
{
    private static readonly string[] RedisPrograms = ["redis-server", "garnet-server", "GarnetServer"];

    /// <summary>The silos' process ids, oldest first.</summary>
    public static IReadOnlyList<int> Silos(LocalPlatform platform) => ProcessTree.Descendants(platform.ProcessId, "/Silo.dll");

    /// <summary>The API replicas' process ids, oldest first.</summary>
    public static IReadOnlyList<int> Apis(LocalPlatform platform) => ProcessTree.Descendants(platform.ProcessId, "/Api.dll");

    /// <summary>All that a turn costs: silos, API replicas, Redis.</summary>
    public static IEnumerable<int> Working(LocalPlatform platform) => ByRole(platform).SelectMany(static part => part.Processes);

    /// <summary>The same, each kind by itself with a name for people.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<int> Processes)> ByRole(LocalPlatform platform) =>
        [("API", Apis(platform)), ("silo", Silos(platform)), ("Redis", ProcessTree.Descendants(platform.ProcessId, RedisPrograms))];

    /// <summary>Its Redis, as a connection string.</summary>
    /// <exception cref="InvalidOperationException">No silo of it runs.</exception>
    public static string RedisOf(LocalPlatform platform) => Silos(platform) is [var silo, ..]
        && ProcessTree.Variable(silo, "ConnectionStrings__redis") is { Length: > 0 } redis
            ? redis
            : throw new InvalidOperationException("No silo of the platform says which Redis it uses.");

    /// <summary>The path of the silo's program.</summary>
    /// <exception cref="InvalidOperationException">No silo of it runs.</exception>
    public static string SiloProgram(LocalPlatform platform) => Silos(platform) is [var silo, ..]
        && File.ReadAllText($"/proc/{silo}/cmdline").Split('\0').FirstOrDefault(static part => part.EndsWith("/Silo.dll", StringComparison.Ordinal)) is { } path
            ? path
            : throw new InvalidOperationException("No silo of the platform runs as a program of its own.");
}
