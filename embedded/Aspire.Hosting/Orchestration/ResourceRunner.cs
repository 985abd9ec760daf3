using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Processes;
using Aspire.Hosting.Proxy;

namespace Aspire.Hosting.Orchestration;

/// <summary>Runs one resource: its processes and the proxies in front of them.</summary>
internal sealed class ResourceRunner : IAsyncDisposable
{
    public static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan ReportAfter = TimeSpan.FromSeconds(5);

    /// <summary>A process drains for up to 30 s; the rest is for what its runtime does after that.</summary>
    public static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(35);

    private readonly IProcessGuard _guard;
    private readonly HealthProbe _probe;
    private readonly FreePorts _freePorts;
    private readonly TimeProvider _time;
    private readonly Func<string, ValueTask> _log;
    private readonly List<(EndpointAnnotation Endpoint, TcpProxy Proxy)> _proxies = [];
    private readonly List<(Replica Replica, ReplicaPorts Ports)> _replicas = [];

    public ResourceRunner(IResource resource, IProcessGuard guard, HealthProbe probe, FreePorts freePorts, LogWriter logs, TimeProvider time)
    {
        Resource = resource;
        _guard = guard;
        _probe = probe;
        _freePorts = freePorts;
        _time = time;
        Dependencies = [.. StartOrder.DependenciesOf(resource)];
        if (resource is not (ProjectResource or ExecutableResource))
        {
            _log = resource is ParameterResource ? _ => ValueTask.CompletedTask : logs.AddSource(resource.Name);
            return;
        }

        var count = resource.Annotations.OfType<ReplicaAnnotation>().LastOrDefault()?.Replicas ?? 1;
        for (var i = 1; i <= count; i++)
            AddReplica(count == 1 ? resource.Name : $"{resource.Name}-{i}", logs);
        _log = logs.AddSource(resource.Name);
    }

    public IResource Resource { get; }

    public IReadOnlyList<IResource> Dependencies { get; }

    /// <summary>Takes the public ports.</summary>
    /// <exception cref="DistributedApplicationException">One is taken.</exception>
    public void BindEndpoints()
    {
        foreach (var endpoint in Resource.Annotations.OfType<EndpointAnnotation>().Where(endpoint => endpoint.IsHttp))
        {
            try
            {
                var proxy = TcpProxy.Bind(endpoint.Port, _time);
                endpoint.AllocatedPort = proxy.Port;
                _proxies.Add((endpoint, proxy));
            }
            catch (SocketException e)
            {
                throw new DistributedApplicationException($"Port {endpoint.Port} of the endpoint '{endpoint.Name}' of '{Resource.Name}' cannot be used: {e.Message}", e);
            }
        }
    }

    /// <summary>Starts the processes and waits until all are healthy.</summary>
    /// <exception cref="DistributedApplicationException">It takes too long, or a process cannot start.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var (endpoint, proxy) in _proxies)
            proxy.Start(new TargetPool([.. _replicas.Select(entry => new ReplicaTarget(entry.Replica, entry.Ports, endpoint))], _time));
        foreach (var (replica, _) in _replicas)
            replica.Start();

        var started = _time.GetTimestamp();
        var problem = string.Empty;
        var ready = _replicas.Count > 0
            ? Task.WhenAll(_replicas.Select(entry => entry.Replica.Ready))
            : WaitUntilHealthyAsync(answer => problem = answer, cancellationToken);
        while (true)
        {
            try
            {
                await ready.WaitAsync(ReportAfter, _time, cancellationToken);
                return;
            }
            catch (TimeoutException)
            {
                var waitingFor = string.Join("; ", _replicas.Where(entry => !entry.Replica.Ready.IsCompleted)
                    .Select(entry => $"{entry.Replica.Name}: {entry.Replica.Problem}").DefaultIfEmpty(problem));
                if (_time.GetElapsedTime(started) >= StartPatience)
                    throw new DistributedApplicationException($"{Resource.Name} is not healthy after {StartPatience.TotalSeconds:0} s: {waitingFor}");
                await _log($"waiting: {waitingFor}");
            }
        }
    }

    /// <summary>Closes the public ports, then stops the processes: what they have begun they may finish.</summary>
    public async Task StopAsync(CancellationToken kill)
    {
        foreach (var (_, proxy) in _proxies)
            await proxy.CloseAsync();
        await Task.WhenAll(_replicas.Select(entry => entry.Replica.StopAsync(StopPatience, kill)));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, proxy) in _proxies)
            await proxy.DisposeAsync();
    }

    private void AddReplica(string name, LogWriter logs)
    {
        var log = logs.AddSource(name);
        var ports = new ReplicaPorts(Resource, _freePorts);
        var replica = new Replica(
            name,
            async cancellationToken => ChildProcess.Start(await DescribeAsync(name, ports, cancellationToken), _guard, log, _time),
            cancellationToken => _probe.AskAsync(Resource, ports.Http, cancellationToken),
            log,
            _time);
        _replicas.Add((replica, ports));
    }

    private async Task<LaunchSpec> DescribeAsync(string name, ReplicaPorts ports, CancellationToken cancellationToken)
    {
        var environment = await ReplicaEnvironment.BuildAsync(Resource, name, ports.Take(), cancellationToken);
        var arguments = Resource.Annotations.OfType<ArgumentsAnnotation>().SelectMany(annotation => annotation.Arguments);
        if (Resource is ExecutableResource executable)
            return new LaunchSpec(executable.Command, [.. arguments], executable.WorkingDirectory, environment, MayBeHurried: false);
        var project = Resource.Annotations.OfType<IProjectMetadata>().Last();
        if (!File.Exists(project.TargetPath))
            throw new DistributedApplicationException($"{project.TargetPath} does not exist: build {project.ProjectPath} first.");
        return new LaunchSpec(
            ExecutablePath.Dotnet, [project.TargetPath, .. arguments], Path.GetDirectoryName(project.ProjectPath)!, environment, MayBeHurried: true);
    }

    private async Task WaitUntilHealthyAsync(Action<string> onProblem, CancellationToken cancellationToken)
    {
        while (await _probe.AskAsync(Resource, null, cancellationToken) is { Problem: { } problem })
        {
            onProblem(problem);
            await Task.Delay(Replica.StartInterval, _time, cancellationToken);
        }
    }
}
