using System.Text.Json;
using Platform.Contracts.Keys;
using Platform.Tests.TestKit;
using Platform.Tests.TestKit.Providers;
using Xunit;

namespace Platform.Tests.Cluster;

/// <summary>
/// A platform whose every part a test may hit: Redis, three silos and two API replicas, each a process of its own, without the
/// app host, so that nothing comes back before the test says so. Its tests share it and run one after the other.
/// </summary>
[CollectionDefinition(nameof(ProcessCluster), DisableParallelization = true)]
public sealed class ProcessCluster : IAsyncLifetime, ICollectionFixture<ProcessCluster>
{
    /// <summary>The model that is answered by <see cref="Provider"/>.</summary>
    public const string RemoteModel = "compatible/fake/model";

    private const int SiloCount = 3;
    private const int ApiCount = 2;

    private readonly string _adminKey = ApiKey.Generate(ApiKey.AdminTenant);
    private readonly string _key = ApiKey.Generate("demo");
    private readonly List<SiloProcess> _silos = [];
    private readonly List<ApiProcess> _apis = [];
    private RedisServer? _redis;
    private FakeOpenAiServer? _provider;

    internal RedisServer Redis => _redis!;

    /// <summary>The upstream of <see cref="RemoteModel"/>.</summary>
    internal FakeOpenAiServer Provider => _provider!;

    internal IReadOnlyList<ApiProcess> Apis => _apis;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are stopped and watched by the means of Linux.");
        try
        {
            _redis = await RedisServer.StartAsync();
            _provider = await FakeOpenAiServer.Start();
            await Restore(TestContext.Current.CancellationToken);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _apis.Concat<PlatformProcess>(_silos))
            await process.DisposeAsync();
        if (_provider is not null)
            await _provider.DisposeAsync();
        if (_redis is not null)
            await _redis.DisposeAsync();
    }

    /// <summary>Starts again what a test has ended, and waits until every API replica and every silo sees every silo.</summary>
    internal async Task Restore(CancellationToken cancellationToken)
    {
        await Drop(_apis);
        while (_apis.Count < ApiCount)
            _apis.Add(ApiProcess.Start(Redis.ConnectionString));
        foreach (var api in _apis)
        {
            using var admin = HttpSteps.Client(api.Address, _adminKey);
            await Eventually.See(() => Restored(admin), Expected, cancellationToken);
        }

        await Eventually.See(() => Task.FromResult(_silos.All(silo => _silos.All(silo.Knows))), static known => known, cancellationToken);

        async Task<string[]> Restored(HttpClient admin)
        {
            // One that was replaced may end only now.
            await Drop(_silos);
            while (_silos.Count < SiloCount)
                _silos.Add(StartSilo());
            return await ActiveSilos(admin, cancellationToken);
        }
    }

    /// <summary>A client of the demo tenant that talks to one API replica.</summary>
    internal HttpClient Client(int api) => HttpSteps.Client(_apis[api].Address, _key);

    /// <summary>The operator's client of the first API replica.</summary>
    internal HttpClient Admin() => HttpSteps.Client(_apis[0].Address, _adminKey);

    /// <summary>The addresses of the silos that the cluster counts as active.</summary>
    internal async Task<string[]> ActiveSilos(CancellationToken cancellationToken)
    {
        using var admin = HttpSteps.Client(_apis[0].Address, _adminKey);
        return await ActiveSilos(admin, cancellationToken);
    }

    /// <summary>One more silo, which the caller has to end.</summary>
    internal SiloProcess StartSilo() => SiloProcess.Start(Redis.ConnectionString, Settings());

    /// <summary>The silo that holds the agent which every silo looks for when it starts.</summary>
    internal async Task<SiloProcess> SiloOfTheAgent(CancellationToken cancellationToken)
    {
        using var http = Client(0);
        using (var found = await http.GetAsync("/v1/agents/assistant", cancellationToken))
            found.EnsureSuccessStatusCode();
        return await SiloWith("agent", cancellationToken);
    }

    /// <summary>A silo that holds a grain of a type.</summary>
    internal async Task<SiloProcess> SiloWith(string grainType, CancellationToken cancellationToken)
    {
        using var admin = HttpSteps.Client(_apis[0].Address, _adminKey);
        var address = (await admin.GrainsPerSilo(grainType, cancellationToken)).First(silo => silo.Value > 0).Key;
        return _silos.Single(silo => silo.Has(address));
    }

    /// <summary>
    /// A new session, and the silo that holds it: the only one that has a session more than before. Where another silo has one more too,
    /// because it took over a lost silo's, that tells nothing, and the next session is looked at.
    /// </summary>
    internal async Task<(string Id, SiloProcess Silo)> CreateSession(CancellationToken cancellationToken)
    {
        using var admin = HttpSteps.Client(_apis[0].Address, _adminKey);
        using var http = Client(0);
        while (true)
        {
            var before = await admin.SessionsPerSilo(cancellationToken);
            var id = await http.CreateSession(cancellationToken);
            var more = (await admin.SessionsPerSilo(cancellationToken)).Where(silo => silo.Value > before.GetValueOrDefault(silo.Key)).ToArray();
            if (more is [var holder])
                return (id, _silos.Single(silo => silo.Has(holder.Key)));
        }
    }

    /// <summary>A new session that a certain silo holds.</summary>
    internal async Task<string> CreateSessionOn(SiloProcess silo, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (id, holder) = await CreateSession(cancellationToken);
            if (holder == silo)
                return id;
        }
    }

    /// <summary>A new session on a silo that holds no tenant, so that its loss does not keep keys from being checked.</summary>
    internal async Task<(string Id, SiloProcess Silo)> CreateSessionApartFromTenants(CancellationToken cancellationToken)
    {
        using var admin = HttpSteps.Client(_apis[0].Address, _adminKey);
        while (true)
        {
            var (id, holder) = await CreateSession(cancellationToken);
            var tenants = await admin.GrainsPerSilo("tenant", cancellationToken);
            if (!tenants.Any(silo => silo.Value > 0 && holder.Has(silo.Key)))
                return (id, holder);
        }
    }

    private static async Task Drop<T>(List<T> processes)
        where T : PlatformProcess
    {
        foreach (var ended in processes.Where(process => process.HasExited).ToArray())
        {
            processes.Remove(ended);
            await ended.DisposeAsync();
        }
    }

    private static async Task<string[]> ActiveSilos(HttpClient admin, CancellationToken cancellationToken)
    {
        try
        {
            return [.. (await admin.SessionsPerSilo(cancellationToken)).Keys];
        }
        catch (Exception error) when (error is HttpRequestException or JsonException)
        {
            // It does not listen yet, or knows no key yet.
            return [];
        }
    }

    private bool Expected(string[] active) => active.Length == _silos.Count && _silos.All(silo => active.Any(silo.Has));

    private Dictionary<string, string> Settings() => new()
    {
        ["PLATFORM_ADMIN_KEY"] = _adminKey,
        ["PLATFORM_KEY"] = _key,
        ["Platform__Models__Compatible__fake__BaseUrl"] = Provider.Address + "/v1",
    };
}
