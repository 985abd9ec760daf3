using System.Threading.Channels;
using Aspire.Hosting;
using Aspire.Hosting.Orchestration;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Hosting.StandIn;

public sealed class ReplicaTests
{
    private const int TestPatience = 20_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ManualTimeProvider _clock = new();
    private readonly Channel<FakeChild> _started = Channel.CreateUnbounded<FakeChild>();
    private readonly Channel<string> _log = Channel.CreateUnbounded<string>();
    private string? _problem;
    private bool _saysSoItself;
    private bool _obedient = true;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Timeout = TestPatience)]
    public async Task It_is_ready_when_its_probe_finds_nothing_wrong()
    {
        _problem = "connection refused";
        var replica = Start();
        await StartedAsync();
        await _clock.TimerArmed(due => due == Replica.StartInterval);
        Assert.False(replica.Ready.IsCompleted);
        Assert.False(replica.IsHealthy);
        Assert.Equal("connection refused", replica.Problem);

        _problem = null;
        _clock.Advance(Replica.StartInterval);
        await replica.Ready;
        Assert.True(replica.IsHealthy);
    }

    [Fact(Timeout = TestPatience)]
    public async Task A_crash_is_logged_with_its_code_and_followed_by_a_new_start_after_growing_delays()
    {
        var replica = Start();
        foreach (var delay in (double[])[0.5, 1, 2, 4, 8, 10, 10])
        {
            var child = await StartedAsync();
            await replica.Ready;
            child.Exit(134);
            await LoggedAsync("exited with code 134");
            await _clock.TimerArmed(due => due == TimeSpan.FromSeconds(delay));
            Assert.False(_started.Reader.TryRead(out _));
            _clock.Advance(TimeSpan.FromSeconds(delay));
        }

        await StartedAsync();
    }

    [Fact(Timeout = TestPatience)]
    public async Task One_that_was_asked_to_stop_from_outside_is_started_again_at_once_however_often()
    {
        var replica = Start();
        for (var restart = 0; restart < 3; restart++)
        {
            var child = await StartedAsync();
            await (restart == 0 ? replica.Ready : LoggedAsync("is healthy again"));
            child.Exit(0);
            await LoggedAsync("exited with code 0; starting again");
        }

        await StartedAsync();
    }

    [Fact(Timeout = TestPatience)]
    public async Task A_process_that_never_becomes_healthy_is_given_up_after_a_few_crashes()
    {
        _problem = "connection refused";
        var replica = Start();
        for (var i = 1; i <= Replica.MaxCrashesAtStart; i++)
        {
            (await StartedAsync()).Exit(1);
            if (i < Replica.MaxCrashesAtStart)
            {
                await _clock.TimerArmed(due => due >= RestartBackoff.FirstDelay);
                _clock.Advance(RestartBackoff.MaxDelay);
            }
        }

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => replica.Ready);
        Assert.Contains("silo-1 cannot start: exited with code 1", error.Message);
    }

    [Fact(Timeout = TestPatience)]
    public async Task One_that_says_that_it_is_not_ready_leaves_the_rotation_at_once_and_comes_back_after_a_good_probe()
    {
        var replica = Start();
        await replica.Ready;
        (_problem, _saysSoItself) = ("status 503", true);
        await NextProbeAsync();
        Assert.Contains("status 503", await _log.Reader.ReadAsync(Cancelled));
        Assert.False(replica.IsHealthy);
        _problem = null;
        await NextProbeAsync();
        Assert.Equal("is healthy again", await _log.Reader.ReadAsync(Cancelled));
        Assert.True(replica.IsHealthy);
    }

    [Fact(Timeout = TestPatience)]
    public async Task One_that_is_silent_leaves_the_rotation_after_two_probes_and_comes_back_after_a_good_one()
    {
        var replica = Start();
        await replica.Ready;
        _problem = "not answered";
        await NextProbeAsync();
        Assert.True(replica.IsHealthy);
        await NextProbeAsync();
        Assert.Contains("not answered", await _log.Reader.ReadAsync(Cancelled));
        Assert.False(replica.IsHealthy);
        _problem = null;
        await NextProbeAsync();
        Assert.Equal("is healthy again", await _log.Reader.ReadAsync(Cancelled));
        Assert.True(replica.IsHealthy);
    }

    [Fact(Timeout = TestPatience)]
    public async Task Stopping_asks_first_and_starts_nothing_new()
    {
        var replica = Start();
        var child = await StartedAsync();
        await replica.Ready;
        await replica.StopAsync(Patience, Cancelled);
        Assert.True(child.Terminated.Task.IsCompleted);
        Assert.False(child.Killed);
        Assert.False(_started.Reader.TryRead(out _));
    }

    [Fact(Timeout = TestPatience)]
    public async Task A_process_that_does_not_stop_in_time_is_killed()
    {
        _obedient = false;
        var replica = Start();
        var child = await StartedAsync();
        await replica.Ready;
        var stopping = replica.StopAsync(Patience, Cancelled);
        await _clock.TimerArmed(due => due == Patience);
        Assert.False(child.Killed);
        _clock.Advance(Patience);
        await stopping;
        Assert.True(child.Killed);
    }

    [Fact(Timeout = TestPatience)]
    public async Task A_second_request_to_stop_kills_at_once()
    {
        _obedient = false;
        var replica = Start();
        var child = await StartedAsync();
        await replica.Ready;
        using var kill = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var stopping = replica.StopAsync(Patience, kill.Token);
        await child.Terminated.Task;
        await kill.CancelAsync();
        await stopping;
        Assert.True(child.Killed);
    }

    [Fact]
    public void A_process_that_was_healthy_for_long_is_restarted_as_soon_as_one_that_crashed_for_the_first_time()
    {
        var backoff = new RestartBackoff();
        backoff.Next(TimeSpan.Zero);
        backoff.Next(TimeSpan.Zero);
        Assert.Equal(RestartBackoff.FirstDelay, backoff.Next(RestartBackoff.ForgetAfter));
        Assert.Equal(RestartBackoff.FirstDelay * 2, backoff.Next(TimeSpan.Zero));
    }

    private Replica Start()
    {
        var replica = new Replica(
            "silo-1",
            async cancellationToken =>
            {
                var child = new FakeChild { EndsWhenAsked = _obedient };
                await _started.Writer.WriteAsync(child, cancellationToken);
                return child;
            },
            _ => ValueTask.FromResult(new HealthAnswer(_problem, _saysSoItself)),
            line => _log.Writer.WriteAsync(line, CancellationToken.None),
            _clock);
        replica.Start();
        return replica;
    }

    private async Task LoggedAsync(string text)
    {
        while (!(await _log.Reader.ReadAsync(Cancelled)).Contains(text, StringComparison.Ordinal))
        {
        }
    }

    private ValueTask<FakeChild> StartedAsync() => _started.Reader.ReadAsync(Cancelled);

    private async Task NextProbeAsync()
    {
        await _clock.TimerArmed(due => due == Replica.WatchInterval);
        _clock.Advance(Replica.WatchInterval);
        await _clock.TimerArmed(due => due == Replica.WatchInterval);
    }
}
