using Platform.LoadTests.Cluster;
using Platform.Tests.Hosting;
using Xunit;

namespace Platform.Tests.Tuning;

/// <summary>The scheduling class of real silos and API replicas, as the kernel tells it.</summary>
public sealed class BatchSchedulingTests : IDisposable
{
    private const string SchedOther = "0";
    private const string SchedBatch = "3";

    /// <summary>The policy among the fields of <c>/proc/*/stat</c>, counted from behind the name: the 41st of all.</summary>
    private const int Policy = 38;

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(null, SchedBatch)]
    [InlineData("false", SchedOther)]
    public async Task Every_thread_of_a_silo_and_an_api_replica_leaves_who_runs_the_processor_unless_it_is_told_not_to(string? setting, string policy)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has the class.");
        var environment = setting is null ? new Dictionary<string, string>() : new() { ["Platform__Tuning__BatchScheduling"] = setting };
        using var host = AppHostProcess.Start(environment, "--silos", "1", "--port", $"{LoopbackPort.Free()}", "--data", _folder.Path);
        await host.ReadyAsync();

        var processes = host.Children().Where(static child => child.Value.Contains("Silo.dll") || child.Value.Contains("Api.dll")).ToArray();
        Assert.Equal(2, processes.Length);
        foreach (var (id, _) in processes)
            Assert.Equal([policy], Policies(id).Distinct());
        host.Signal("TERM");
        Assert.Equal(0, await host.ExitAsync());
        Assert.DoesNotContain("SCHED_BATCH", host.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> Policies(int process)
    {
        foreach (var thread in Directory.EnumerateDirectories($"/proc/{process}/task"))
        {
            string stat;
            try
            {
                stat = File.ReadAllText(Path.Combine(thread, "stat"));
            }
            catch (IOException)
            {
                // It has ended meanwhile.
                continue;
            }

            yield return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[Policy];
        }
    }
}
