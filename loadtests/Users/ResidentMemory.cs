using System.Globalization;
using Platform.LoadTests.Cluster;
using Platform.LoadTests.Reports;

namespace Platform.LoadTests.Users;

/// <summary>Watches how much memory a platform's processes have resident. Reads <c>/proc</c>: elsewhere it finds nothing.</summary>
internal sealed class ResidentMemory
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly List<(string Name, int Id, List<(TimeSpan At, double Value)> Points)> _processes = [];

    private ResidentMemory(LocalPlatform? platform)
    {
        if (platform is null || !OperatingSystem.IsLinux())
            return;
        foreach (var (name, part) in ((string, string)[])[("silo", "Silo.dll"), ("API", "Api.dll"), ("Redis", "redis-server"), ("Garnet", "garnet")])
        {
            foreach (var (id, index) in ProcessTree.Descendants(platform.ProcessId, part).Select(static (id, index) => (id, index)))
                _processes.Add(($"{name} {index + 1}, resident set", id, []));
        }
    }

    /// <summary>A series for each process; none for a platform that was not started for the run.</summary>
    public IEnumerable<ReportSeries> Series => _processes.Where(static process => process.Points.Count > 0).Select(static process => new ReportSeries(process.Name, "MB", process.Points));

    /// <summary>Looks once a second until a token ends it.</summary>
    public static async Task<ResidentMemory> Watch(LocalPlatform? platform, TimeProvider time, CancellationToken until)
    {
        var memory = new ResidentMemory(platform);
        var start = time.GetTimestamp();
        while (!until.IsCancellationRequested)
        {
            foreach (var (_, id, points) in memory._processes)
            {
                if (Megabytes(id) is { } resident)
                    points.Add((time.GetElapsedTime(start), resident));
            }

            await Task.Delay(Interval, time, until).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return memory;
    }

    private static double? Megabytes(int id)
    {
        const string Name = "VmRSS:";
        const double KilobytesPerMegabyte = 1024;
        try
        {
            var line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(static line => line.StartsWith(Name, StringComparison.Ordinal));
            return line is null ? null : long.Parse(line.AsSpan(Name.Length).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) / KilobytesPerMegabyte;
        }
        catch (IOException)
        {
            // It has ended.
            return null;
        }
    }
}
