using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Aspire.Hosting.Processes;
using Platform.LoadTests.Cluster;
using Xunit;

namespace Platform.Tests.Hosting.StandIn;

public sealed class ChildProcessTests : IAsyncDisposable
{
    private const string SaysWhatItHears = "trap 'echo INT' INT; trap 'echo TERM; trap : INT; echo last; exit 0' TERM; echo ready; while :; do sleep 0.05; done";

    private readonly IProcessGuard _guard = ProcessGuard.Create();
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    public ChildProcessTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals to hear.");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Only_a_program_that_may_be_hurried_hears_Ctrl_C_when_it_is_stopped(bool mayBeHurried)
    {
        var child = ChildProcess.Start(
            new LaunchSpec("/bin/sh", ["-c", SaysWhatItHears], Path.GetTempPath(), new Dictionary<string, string>(), mayBeHurried),
            _guard,
            line => _lines.Writer.WriteAsync(line, Cancelled),
            TimeProvider.System);
        Assert.Equal("ready", await _lines.Reader.ReadAsync(Cancelled));
        child.Terminate();
        Assert.Equal(0, await child.Exited.WaitAsync(TimeSpan.FromSeconds(20), Cancelled));
        _lines.Writer.Complete();
        var heard = await _lines.Reader.ReadAllAsync(Cancelled).ToArrayAsync(Cancelled);
        Assert.Contains("TERM", heard);
        Assert.Equal(mayBeHurried, heard.Contains("INT"));
    }

    [Fact]
    public async Task A_child_leads_a_process_group_and_stays_in_the_session_of_the_app_host()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Groups and sessions are read from /proc.");
        Assert.SkipUnless(ExecutablePath.Find("setpgid") is not null || ExecutablePath.Find("perl") is not null, "Only a session of its own can be had here.");
        var child = ChildProcess.Start(
            new LaunchSpec("/bin/sh", ["-c", "read -r stat < /proc/$$/stat; echo $stat"], Path.GetTempPath(), new Dictionary<string, string>(), MayBeHurried: false),
            _guard,
            line => _lines.Writer.WriteAsync(line, Cancelled),
            TimeProvider.System);
        Assert.Equal(0, await child.Exited.WaitAsync(TimeSpan.FromSeconds(20), Cancelled));
        var (group, session) = GroupAndSession(await _lines.Reader.ReadAsync(Cancelled));
        Assert.Equal(child.Id, group);
        Assert.Equal(GroupAndSession(await File.ReadAllTextAsync("/proc/self/stat", Cancelled)).Session, session);
    }

    [Fact]
    public async Task A_child_hears_Ctrl_C_also_when_the_app_host_was_started_by_a_shell_that_has_it_ignored()
    {
        Assert.SkipUnless(ExecutablePath.Find("perl") is not null, "Without Perl a child ignores what the app host ignores.");
        var child = ProcessGroupLauncher.Find().Of("/bin/sh", "-c", "kill -INT $$; echo still here");
        var start = new ProcessStartInfo("/bin/sh", ["-c", "trap '' INT; exec \"$0\" \"$@\"", child.FileName, .. child.ArgumentList]) { RedirectStandardOutput = true };
        foreach (var (name, value) in child.Environment)
            start.Environment[name] = value;
        using var shell = Process.Start(start)!;
        Assert.Empty(await shell.StandardOutput.ReadToEndAsync(Cancelled));
        await shell.WaitForExitAsync(Cancelled);
        Assert.Equal(128 + 2, shell.ExitCode);
    }

    private static (int Group, int Session) GroupAndSession(string stat)
    {
        var fields = ProcessStat.Fields(stat);
        return (int.Parse(fields[ProcessStat.Group], CultureInfo.InvariantCulture), int.Parse(fields[ProcessStat.Session], CultureInfo.InvariantCulture));
    }

    public ValueTask DisposeAsync() => _guard.DisposeAsync();
}
