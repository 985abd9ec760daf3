using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Platform.ServiceDefaults.Tuning;
using Platform.Tests.TestKit.Providers;
using Xunit;

namespace Platform.Tests.Tuning;

/// <summary>The kernel's device is a file here: what is written to it, and how long it stays open.</summary>
public sealed class AwakeProcessorsTests : IDisposable
{
    private readonly string _device = Path.GetTempFileName();
    private readonly LogCollector _log = new();
    private readonly ILoggerFactory _logs;

    public AwakeProcessorsTests() => _logs = LoggerFactory.Create(logging => logging.AddProvider(_log));

    public void Dispose()
    {
        _logs.Dispose();
        File.Delete(_device);
    }

    [Fact]
    public async Task The_device_is_told_that_no_wake_up_may_take_time_and_held_open_until_the_process_stops()
    {
        using var awake = Open(keepAwake: true, _device);
        await awake.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(new byte[4], File.ReadAllBytes(_device));
        // Whoever wants it alone finds it in use.
        Assert.Throws<IOException>(() => new FileStream(_device, FileMode.Open, FileAccess.ReadWrite, FileShare.None));

        await awake.StopAsync(TestContext.Current.CancellationToken);
        new FileStream(_device, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
        Assert.Empty(_log.Text);
    }

    [Fact]
    public async Task Nobody_touches_it_unless_it_is_asked_for()
    {
        using var awake = Open(keepAwake: false, _device);
        await awake.StartAsync(TestContext.Current.CancellationToken);
        Assert.Empty(File.ReadAllBytes(_device));
    }

    [Fact]
    public async Task A_machine_that_does_not_let_it_is_a_warning_that_says_what_to_do()
    {
        using var awake = Open(keepAwake: true, Path.Combine(_device, "none"));
        await awake.StartAsync(TestContext.Current.CancellationToken);
        await awake.StopAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Warning 9103", _log.Text, StringComparison.Ordinal);
        Assert.Contains($"write access to {_device}", _log.Text, StringComparison.Ordinal);
    }

    private AwakeProcessors Open(bool keepAwake, string device) =>
        new(Options.Create(new TuningOptions { KeepProcessorsAwake = keepAwake }), _logs.CreateLogger<AwakeProcessors>(), device);
}
