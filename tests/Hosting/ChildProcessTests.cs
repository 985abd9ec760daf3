using System.Threading.Channels;
using Aspire.Hosting.Processes;
using Xunit;

namespace Platform.Tests.Hosting;

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

    public ValueTask DisposeAsync() => _guard.DisposeAsync();
}
