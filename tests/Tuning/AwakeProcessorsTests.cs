using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Platform.ServiceDefaults.Tuning;
using Platform.Tests.TestKit;
using Platform.Tests.TestKit.Providers;
using Xunit;

namespace Platform.Tests.Tuning;

/// <summary>The kernel's device is a file here: what is written to it, and how long it stays open.</summary>
public sealed class AwakeProcessorsTests : IDisposable
{
    /// <summary>What a process asks for that asks for nothing.</summary>
    private const int AnyTime = 2_000_000_000;

    private readonly ManualTimeProvider _time = new();
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
        using var awake = Open(Wakefulness.Always, _device);
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
        using var awake = Open(Wakefulness.Never, _device);
        await awake.StartAsync(TestContext.Current.CancellationToken);
        awake.Work();
        Assert.Empty(File.ReadAllBytes(_device));
    }

    [Fact]
    public async Task While_there_is_work_it_is_told_once_and_told_otherwise_2_to_20_milliseconds_later()
    {
        using var awake = Open(Wakefulness.AtWork, _device);
        await awake.StartAsync(TestContext.Current.CancellationToken);
        Assert.Empty(Asked());

        awake.Work();
        awake.Work();
        Assert.Equal([0], Asked());
        _time.Advance(TimeSpan.FromMilliseconds(2));
        Assert.Equal([0, AnyTime], Asked());

        awake.Work();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        awake.Work();
        _time.Advance(TimeSpan.FromMilliseconds(20));
        Assert.Equal([0, AnyTime, 0], Asked());
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([0, AnyTime, 0, AnyTime], Asked());
        Assert.Equal(0, _time.ArmedTimers);
    }

    [Fact]
    public async Task What_comes_after_it_has_stopped_is_no_work()
    {
        var awake = Open(Wakefulness.AtWork, _device);
        await awake.StartAsync(TestContext.Current.CancellationToken);
        awake.Work();
        await awake.StopAsync(TestContext.Current.CancellationToken);
        awake.Work();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([0], Asked());
        new FileStream(_device, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
    }

    [Fact]
    public async Task Where_it_may_not_do_what_nobody_asked_for_it_does_without_and_warns_of_nothing()
    {
        using var awake = Open(Wakefulness.AtWork, Path.Combine(_device, "none"));
        await awake.StartAsync(TestContext.Current.CancellationToken);
        awake.Work();
        Assert.DoesNotContain("Warning", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_that_does_not_let_it_is_a_warning_that_says_what_to_do()
    {
        using var awake = Open(Wakefulness.Always, Path.Combine(_device, "none"));
        await awake.StartAsync(TestContext.Current.CancellationToken);
        await awake.StopAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Warning 9103", _log.Text, StringComparison.Ordinal);
        Assert.Contains($"write access to {_device}", _log.Text, StringComparison.Ordinal);
    }

    private AwakeProcessors Open(Wakefulness wanted, string device) => new(wanted, _time, _logs.CreateLogger<AwakeProcessors>(), device);

    private int[] Asked() => MemoryMarshal.Cast<byte, int>(File.ReadAllBytes(_device)).ToArray();
}
