using Platform.LoadTests.Cluster;
using Platform.Tests.Hosting;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Tuning;

/// <summary>The scheduling class of real silos and API replicas, as the kernel tells it.</summary>
public sealed class BatchSchedulingTests : IDisposable
{
    private const string SchedBatch = "3";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(null)]
    [InlineData("false")]
    public async Task Every_thread_of_a_silo_and_an_api_replica_leaves_who_runs_the_processor_unless_it_is_told_not_to(string? setting)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has the class.");
        var environment = setting is null ? new Dictionary<string, string>() : new() { ["Platform__Tuning__BatchScheduling"] = setting };
        using var host = AppHostProcess.Start(environment, "--silos", "1", "--port", $"{LoopbackPort.Free()}", "--data", _folder.Path);
        await host.ReadyAsync();

        var children = host.Children().ToLookup(static child => child.Value.Contains("Silo.dll") || child.Value.Contains("Api.dll"), static child => child.Key);
        Assert.Equal(2, children[true].Count());
        // Told not to, they are as the app host's other children: what that is, whoever runs this test has decided.
        var expected = setting is null ? SchedBatch : Policies(children[false].First()).First();
        foreach (var process in children[true])
        {
            // A thread that it missed at its start is found when it looks again.
            await Eventually.See(
                () => Task.FromResult(Policies(process).Distinct().ToArray()), policies => policies is [var only] && only == expected, TestContext.Current.CancellationToken);
        }

        host.Signal("TERM");
        Assert.Equal(0, await host.ExitAsync());
        Assert.DoesNotContain("SCHED_BATCH", host.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> Policies(int process) =>
        Directory.EnumerateDirectories($"/proc/{process}/task").Select(ProcessStat.Read).OfType<string[]>().Select(static stat => stat[ProcessStat.Policy]);
}
