using Microsoft.Extensions.Options;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;
using Platform.Contracts.Sessions;
using Platform.Silo.Agents;
using Platform.Silo.Tenants;

namespace Platform.Silo.Warming;

/// <summary>
/// Warms a silo while it starts. What needs no cluster comes before it joins, because from then on it is sent turns, ready or
/// not; the rest before it says that it is ready. Never a reason not to start.
/// </summary>
internal sealed class Warmer(
    Rehearsal rehearsal, AgentWarming agentWarming, AgentCatalog agents, TenantCatalog tenants, IGrainFactory grains,
    IOptions<WarmingOptions> options, TimeProvider time, ILogger<Warmer> logger) : IHostedLifecycleService
{
    /// <summary>Sessions are spread over the silos by their keys: of so many that nobody has, some are likely to be this silo's.</summary>
    private const int Calls = 8;

    private readonly WarmingOptions _options = options.Value;
    private TimeSpan _taken;
    private WarmingAgent[] _missing = [];

    /// <summary>Before the silo joins; after the store has answered.</summary>
    public Task StartingAsync(CancellationToken cancellationToken) =>
        Within("before the silo joins", BeforeJoining, cancellationToken);

    /// <summary>When the silo has joined, and a new platform has its first agents.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Within("when the silo has joined", AfterJoining, cancellationToken);
        if (_options.MaxSeconds > 0)
            WarmingLog.Done(logger, (int)_taken.TotalMilliseconds, _options.Agents.Length - _missing.Length);
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task BeforeJoining(CancellationToken cancellationToken)
    {
        _missing = _options.Agents;
        var rehearsed = rehearsal.Run(cancellationToken);
        _missing = await agentWarming.Run(_options.Agents, cancellationToken);
        await rehearsed;
    }

    private async Task AfterJoining(CancellationToken cancellationToken)
    {
        var calls = Enumerable.Range(0, Calls).Select(Call).ToArray();
        if (_missing.Length > 0)
            _missing = await agentWarming.Run(_missing, cancellationToken);
        foreach (var agent in _missing)
            WarmingLog.UnknownAgent(logger, agent.AgentId, agent.TenantId);
        foreach (var agent in _options.Agents.Except(_missing))
        {
            await tenants.Find(agent.TenantId);
            await agents.Find(agent.TenantId, agent.AgentId);
        }

        await Task.WhenAll(calls);
    }

    /// <summary>A turn that is refused, because its tenant does not exist: it goes all the way to a session and leaves nothing.</summary>
    private async Task Call(int number)
    {
        var session = grains.GetGrain<ISessionGrain>(GrainKey.ForSession(Rehearsal.Nobody, $"warming-{number}"));
        try
        {
            await session.Send(Rehearsal.Turn with { Store = false });
        }
        catch (PlatformException error) when (error.Code == ErrorCode.TenantNotFound)
        {
            // As meant.
        }
    }

    /// <summary>Does a step in what is left of the time. What goes on after it is told to end, and not waited for.</summary>
    private async Task Within(string step, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var left = _options.Patience - _taken;
        if (left <= TimeSpan.Zero)
            return;
        var start = time.GetTimestamp();
        // Not disposed: the work may outlive the wait and look at it still.
        var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var done = Task.Run(() => work(patience.Token), CancellationToken.None);
        try
        {
            await done.WaitAsync(left, time, cancellationToken);
        }
        catch (TimeoutException) when (!done.IsCompleted)
        {
            WarmingLog.OutOfTime(logger, step, _options.MaxSeconds);
            await patience.CancelAsync();
            _ = Watch(step, done);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            WarmingLog.Failed(logger, step, error);
        }
        finally
        {
            _taken += time.GetElapsedTime(start);
        }
    }

    private async Task Watch(string step, Task late)
    {
        try
        {
            await late;
        }
        catch (OperationCanceledException)
        {
            // It was told to.
        }
        catch (Exception error)
        {
            WarmingLog.Failed(logger, step, error);
        }
    }
}
