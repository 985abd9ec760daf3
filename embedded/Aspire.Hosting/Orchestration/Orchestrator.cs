using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Processes;

namespace Aspire.Hosting.Orchestration;

/// <summary>Starts the resources of an application, each after those it waits for, and stops them the other way round.</summary>
internal sealed class Orchestrator : IAsyncDisposable
{
    private readonly IServiceProvider _services;
    private readonly IDistributedApplicationEventing _eventing;
    private readonly HealthProbe _probe;
    private readonly IProcessGuard _guard = ProcessGuard.Create();
    private readonly List<ResourceRunner> _runners;

    public Orchestrator(
        IReadOnlyList<IResource> resources, IServiceProvider services, IDistributedApplicationEventing eventing, LogWriter logs, TimeProvider time)
    {
        _services = services;
        _eventing = eventing;
        _probe = new HealthProbe(services);
        var ports = new FreePorts();
        _runners = [.. StartOrder.Of(resources).Select(resource => new ResourceRunner(resource, _guard, _probe, ports, logs, time))];
    }

    /// <summary>Takes every public port, then starts everything and waits until all is healthy.</summary>
    /// <exception cref="DistributedApplicationException">A port is taken, or a resource did not become healthy. What was started is still running.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var runner in _runners)
            runner.BindEndpoints();

        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var starts = new Dictionary<IResource, Task>();
        foreach (var runner in _runners)
        {
            var dependencies = runner.Dependencies.Select(dependency => starts[dependency]).ToArray();
            starts[runner.Resource] = StartAsync(runner, dependencies, giveUp.Token);
        }

        await foreach (var start in Task.WhenEach(starts.Values).WithCancellation(CancellationToken.None))
        {
            if (!start.IsCompletedSuccessfully)
            {
                await giveUp.CancelAsync();
                await start;
            }
        }
    }

    /// <summary>Stops what runs: those that wait for others first.</summary>
    /// <param name="kill">Ends all patience at once.</param>
    public async Task StopAsync(CancellationToken kill)
    {
        var stops = new Dictionary<IResource, Task>();
        foreach (var runner in Enumerable.Reverse(_runners))
        {
            var dependents = _runners.Where(other => other.Dependencies.Contains(runner.Resource)).Select(other => stops[other.Resource]).ToArray();
            stops[runner.Resource] = StopAsync(runner, dependents, kill);
        }

        await Task.WhenAll(stops.Values);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var runner in _runners)
            await runner.DisposeAsync();
        await _guard.DisposeAsync();
        _probe.Dispose();
    }

    private static async Task StopAsync(ResourceRunner runner, Task[] dependents, CancellationToken kill)
    {
        await Task.WhenAll(dependents);
        await runner.StopAsync(kill);
    }

    private async Task StartAsync(ResourceRunner runner, Task[] dependencies, CancellationToken cancellationToken)
    {
        await Task.WhenAll(dependencies);
        await runner.StartAsync(cancellationToken);
        await _eventing.PublishAsync(new ResourceReadyEvent(runner.Resource, _services), cancellationToken);
    }
}
