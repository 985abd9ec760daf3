using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Orchestration;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting;

/// <summary>A composed application: runs its resources as processes of this machine.</summary>
public class DistributedApplication : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly LogWriter _logs;
    private readonly Orchestrator _orchestrator;
    private bool _stopped;

    internal DistributedApplication(ServiceProvider services, IDistributedApplicationEventing eventing, IReadOnlyList<IResource> resources)
    {
        _services = services;
        _logs = services.GetService<LogWriter>() ?? LogWriter.ToConsole();
        _orchestrator = new Orchestrator(resources, services, eventing, _logs, services.GetRequiredService<TimeProvider>());
    }

    /// <summary>The app host's own services.</summary>
    public IServiceProvider Services => _services;

    /// <summary>Begins the composition of an application.</summary>
    /// <param name="args">Command line arguments: settings of the form <c>--Name value</c>.</param>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => new DistributedApplicationBuilder(args);

    /// <summary>Starts every resource and answers when all are healthy.</summary>
    /// <exception cref="DistributedApplicationException">One cannot be started. Dispose the application to stop the others.</exception>
    public virtual Task StartAsync(CancellationToken cancellationToken = default) => _orchestrator.StartAsync(cancellationToken);

    /// <summary>Stops every resource in the reverse order of their start. What does not end in time is killed.</summary>
    /// <param name="cancellationToken">Kills at once what still runs.</param>
    public virtual async Task StopAsync(CancellationToken cancellationToken = default)
    {
        _stopped = true;
        await _orchestrator.StopAsync(cancellationToken);
    }

    /// <summary>Runs until the process is asked to stop (Ctrl+C, SIGTERM, end of <c>dotnet run</c>). A second Ctrl+C kills what still runs.</summary>
    /// <exception cref="DistributedApplicationException">A resource cannot be started. Nothing is left running.</exception>
    public virtual async Task RunAsync(CancellationToken cancellationToken = default)
    {
        using var signals = new StopSignals();
        using var parent = new RunCommandWatch(_services.GetRequiredService<TimeProvider>());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, signals.Stop, parent.Gone);
        try
        {
            await StartAsync(stop.Token);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The way in which every run ends.
        }
        finally
        {
            await StopAsync(signals.Kill);
            await DisposeAsync();
        }
    }

    /// <summary><see cref="RunAsync"/>, for a main method that is not asynchronous.</summary>
    public void Run() => RunAsync().GetAwaiter().GetResult();

    /// <summary>Stops what runs and frees the public ports.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        if (!_stopped)
            await StopAsync(CancellationToken.None);
        await _orchestrator.DisposeAsync();
        await _logs.DisposeAsync();
        await _services.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
