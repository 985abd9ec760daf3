using System.Net;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Activations;
using Orleans.Clustering;
using Orleans.Configuration;
using Orleans.Connections;
using Orleans.Diagnostics;
using Orleans.Invocation;
using Orleans.Management;
using Orleans.Membership;
using Orleans.Runtime;

namespace Orleans.Hosting;

/// <summary>Starts and stops the silo with its host.</summary>
internal sealed class SiloHost(
    IServiceProvider services,
    Silo silo,
    IHostApplicationLifetime lifetime,
    IOptions<SiloOptions> siloOptions,
    IOptions<ClusterOptions> clusterOptions,
    IOptions<ClusterMembershipOptions> membershipOptions,
    IOptions<HostOptions> hostOptions,
    TimeProvider time) : IHostedService
{
    // Generations count from here, in seconds.
    private static readonly DateTimeOffset Epoch = new(2022, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan TableLimit = TimeSpan.FromSeconds(1);

    // What the end of the streams, the activations' own last words and the table get before the host loses patience.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(4);

    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _loops = [];
    private MembershipAgent? _agent;
    private bool _dead;
    private bool _left;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RunUpAsync(cancellationToken);
        }
        catch
        {
            // A host whose start fails does not stop its services: the others would have to find out that this silo is gone.
            await StopAsync(new CancellationToken(canceled: true));
            throw;
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_stop.IsCancellationRequested)
            return;
        if (_agent is null)
        {
            await services.GetRequiredService<SiloListener>().DisposeAsync();
            return;
        }

        silo.BeginStop();
        await WriteStatusAsync(SiloStatus.ShuttingDown);
        silo.Close();
        await EndActivationsAsync(cancellationToken);
        await StopLoopsAsync();
        _left = true;
        await WriteStatusAsync(SiloStatus.Dead);
        if (silo.Activations.Count == 0)
            await silo.Connections.LeaveAsync(TableLimit);
        await DisconnectAsync("The silo has stopped.");
    }

    /// <summary>Ends everything as a crash would: nothing is written, nobody is told. For tests.</summary>
    internal async Task KillAsync()
    {
        _dead = true;
        silo.Close();
        await StopLoopsAsync();
        await DisconnectAsync("The silo was killed.");
    }

    private async Task RunUpAsync(CancellationToken cancellationToken)
    {
        OptionsCheck.Run(services.GetServices<IOptionsCheck>());
        if (services.GetService<IMembershipTable>() is null)
        {
            throw new OrleansConfigurationException(
                "The silo has no membership table: call UseRedisClustering or UseLocalhostClustering, or set Orleans:Clustering:ProviderType to 'Redis'.");
        }

        GrainManifest.EnsureLoaded(Assembly.GetEntryAssembly() ?? typeof(SiloHost).Assembly);
        silo.Methods.Load();

        var listener = services.GetRequiredService<SiloListener>();
        await listener.BindAsync(cancellationToken);
        _agent = services.GetRequiredService<MembershipAgent>();
        var self = Row(listener, await _agent.ConnectAsync(cancellationToken));
        Open(self, listener);

        await _agent.JoinAsync(self, cancellationToken);
        await _agent.WriteStatusAsync(SiloStatus.Active, cancellationToken);
        services.GetRequiredService<MembershipTableReader>().Start(membershipOptions.Value.TableRefreshTimeout);
        services.GetRequiredService<FailureDetector>().Start();
        _loops.Add(RepeatAsync(membershipOptions.Value.IAmAliveTablePublishTimeout, _agent.WriteAliveAsync));
        if (membershipOptions.Value.DefunctSiloCleanupPeriod is { } period)
            _loops.Add(RepeatAsync(period, _agent.CleanUpAsync));
        MembershipLog.Active(_agent.Log, self.SiloName, self.SiloAddress, self.ProxyPort, clusterOptions.Value.ClusterId, clusterOptions.Value.ServiceId);

        foreach (var task in services.GetServices<IStartupTask>())
            await task.Execute(cancellationToken);
    }

    private MembershipEntry Row(SiloListener listener, ClusterView view)
    {
        var endpoint = listener.SiloEndpoint;
        var now = time.GetUtcNow();
        var last = view.Members.Where(member => member.SiloAddress.Endpoint.Equals(endpoint)).Select(member => member.SiloAddress.Generation).DefaultIfEmpty().Max();
        return new MembershipEntry
        {
            SiloAddress = SiloAddress.New(endpoint, Math.Max((int)(now - Epoch).TotalSeconds, last + 1)),
            ProxyPort = listener.GatewayEndpoint.Port,
            HostName = Dns.GetHostName(),
            SiloName = siloOptions.Value.SiloName,
            RoleName = Assembly.GetEntryAssembly()?.GetName().Name,
            StartTime = now.UtcDateTime,
            IAmAliveTime = now.UtcDateTime,
        };
    }

    private void Open(MembershipEntry self, SiloListener listener)
    {
        services.GetRequiredService<LocalSiloDetails>().Set(
            self.SiloAddress, SiloAddress.New(listener.GatewayEndpoint, self.SiloAddress.Generation));
        silo.Open(self.SiloAddress, services.GetRequiredService<SiloControl>());
        services.GetRequiredService<SiloLinks>().Attach(services.GetRequiredService<SiloDialer>());
        var views = services.GetRequiredService<ClusterViewSource>();
        views.Changed += view => _ = Task.Run(() => silo.HandOver.SettleAsync(view));
        services.GetRequiredService<MembershipTableReader>().Read += CheckSelf;
        services.GetRequiredService<ActivationCollector>();
        services.GetRequiredService<SiloMetrics>();
        listener.Start();
    }

    // A silo that was declared dead must not go on: others have taken its grains.
    private void CheckSelf(ClusterView view)
    {
        silo.Stall.Checked();
        if (view.Version < silo.ViewVersion && _agent?.Status == SiloStatus.Active)
            _ = _agent.RestoreAsync();
        if (_dead || _left || _agent?.Status is not (SiloStatus.Active or SiloStatus.ShuttingDown) || !view.IsDead(silo.Address))
            return;

        _dead = true;
        silo.Close();
        MembershipLog.DeclaredDeadByOthers(_agent.Log, silo.Address);
        lifetime.StopApplication();
    }

    private async Task WriteStatusAsync(SiloStatus status)
    {
        // Before it joined there is nothing to take back.
        if (_dead || _agent!.Status == SiloStatus.None)
            return;
        try
        {
            await _agent.WriteStatusAsync(status, CancellationToken.None).WaitAsync(TableLimit, time);
        }
        catch (Exception error)
        {
            // The others find out by probing.
            MembershipLog.CannotWrite(_agent.Log, error);
        }
    }

    private async Task EndActivationsAsync(CancellationToken cancellationToken)
    {
        var ended = Task.WhenAll(silo.Activations.All.Select(activation => activation.Leave(silo.LeaveReason)));
        // A stream that carries a running turn is as good as a running request: it gets all the time there is.
        var patience = hostOptions.Value.ShutdownTimeout;
        var untilFarewell = patience > Farewell * 2 ? patience - Farewell : patience / 2;
        await ended.WaitAsync(untilFarewell, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (ended.IsCompleted)
            return;

        foreach (var activation in silo.Activations.All)
            activation.EndStreams();
        await ended.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RepeatAsync(TimeSpan period, Func<Task> action)
    {
        using var timer = new PeriodicTimer(period, time);
        try
        {
            do
                await action();
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }

    private async Task StopLoopsAsync()
    {
        await _stop.CancelAsync();
        await services.GetRequiredService<FailureDetector>().DisposeAsync();
        await Task.WhenAll(_loops).WaitAsync(TableLimit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task DisconnectAsync(string reason)
    {
        await services.GetRequiredService<SiloListener>().DisposeAsync();
        await silo.Connections.CloseAllAsync(reason);
        silo.Calls.Stop();
        services.GetRequiredService<SiloLinks>().CloseAll(reason);
        await services.GetRequiredService<MembershipTableReader>().DisposeAsync();
    }
}
