using Microsoft.Extensions.DependencyInjection;
using Platform.Contracts.Agents;
using Platform.Contracts.Erasure;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;
using Platform.Contracts.Requests;
using Platform.Contracts.Sessions;
using Platform.Contracts.Tenants;
using Platform.Silo.Erasure;
using Platform.Silo.Models;
using Platform.Silo.Sessions;
using Platform.Silo.Storage;
using Platform.Silo.Users;
using Platform.Tests.Sessions;
using Platform.Tests.Tenants;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Erasure;

/// <summary>Erasures that something comes in between of: what arrives meanwhile, what breaks off.</summary>
[Collection(SiloCollection.Name)]
public sealed class UserEraserTests(SiloFixture silo)
{
    private readonly Gate _gate = new();
    private readonly string _ann = "ann-" + Guid.NewGuid().ToString("n");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task what_arrives_while_a_user_is_erased_is_refused_and_other_users_notice_nothing()
    {
        var tenant = await NewTenant();
        await silo.Session(tenant, "before").Create(New(_ann));
        await using var host = await Start();
        var erasing = EraserOf(host).Erase(new UserAddress(tenant, _ann));
        await _gate.Reached.WaitAsync(Cancellation);

        foreach (var attempt in new Func<Task>[]
        {
            () => silo.Session(tenant, "new").Create(New(_ann)),
            () => silo.Session(tenant, "by turn").Send(SessionActivation.Request("hello") with { CreateWith = New(_ann) }),
            () => silo.Session(tenant, "copy").CreateFrom(new SessionCopy(New(_ann), [])),
            () => silo.Tenant(tenant).CreateKey(Key(_ann)),
            () => silo.Grains.GetGrain<IRequestGrain>(GrainKey.ForRequest(tenant, "key", "once")).Claim(new NewClaim([1], "t", "p", tenant, _ann)),
        })
        {
            var refused = await Assert.ThrowsAsync<PlatformException>(attempt);
            Assert.Equal(ErrorCode.ErasureRunning, refused.Code);
            Assert.NotNull(refused.RetryAfter);
        }

        await silo.Session(tenant, "bobs").Create(New("bob"));
        await silo.Session(tenant, "nobodys").Create(New(null));
        Assert.Null(await silo.Session(tenant, "before").Get());
        _gate.Open();
        Assert.Equal(1, (await erasing).Manifest.Erased["sessions"]);
        Assert.Empty((await StoreScan.Of(silo.Database)).Find(_ann));
        await silo.Session(tenant, "after").Create(New(_ann));
        await silo.Tenant(tenant).CreateKey(Key(_ann));
    }

    [Fact]
    public async Task an_erasure_that_breaks_off_is_finished_by_the_next_one_which_tells_of_both()
    {
        var tenant = await NewTenant();
        for (var index = 0; index < 3; index++)
            await silo.Session(tenant, $"s{index}").Send(SessionActivation.Request("hello", "echo") with { CreateWith = New(_ann) });
        await silo.Tenant(tenant).CreateKey(Key(_ann));
        await using (var host = await Start())
        {
            var erasing = EraserOf(host).Erase(new UserAddress(tenant, _ann));
            await _gate.Reached.WaitAsync(Cancellation);
            _gate.Break();
            await Assert.ThrowsAsync<InvalidOperationException>(() => erasing);
        }

        // Nobody knows yet that it is done, so it is not.
        Assert.Equal(ErrorCode.ErasureRunning, (await Assert.ThrowsAsync<PlatformException>(() => silo.Session(tenant, "new").Create(New(_ann)))).Code);
        var manifest = (await silo.User(tenant, _ann).Erase()).Manifest;

        Assert.Equal((3, 6, 1), (manifest.Erased["sessions"], manifest.Erased["messages"], manifest.Erased["keys"]));
        Assert.Empty((await StoreScan.Of(silo.Database)).Find(_ann));
        var again = (await silo.User(tenant, _ann).Erase()).Manifest;
        Assert.NotEqual(manifest.Id, again.Id);
        Assert.All(again.Erased, static count => Assert.Equal(0, count.Value));
    }

    [Fact]
    public async Task erasures_of_one_user_at_the_same_moment_erase_everything_once()
    {
        var tenant = await NewTenant();
        for (var index = 0; index < 40; index++)
            await silo.Session(tenant, $"s{index}").Create(New(_ann));

        var manifests = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => silo.User(tenant, _ann).Erase()));

        Assert.Equal(40, manifests.Sum(static one => one.Manifest.Erased["sessions"]));
        Assert.Empty((await StoreScan.Of(silo.Database)).Find(_ann));
    }

    [Fact]
    public async Task sessions_that_are_created_while_users_are_erased_are_refused_or_erased()
    {
        var tenant = await NewTenant();
        var created = 0;
        for (var round = 0; round < 5; round++)
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            var callers = Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
            {
                for (var number = 0; !end.IsCancellationRequested; number++)
                {
                    try
                    {
                        await silo.Session(tenant, $"r{round}c{caller}n{number}").Send(SessionActivation.Request("I am " + _ann, "echo") with { CreateWith = New(_ann) });
                        Interlocked.Increment(ref created);
                    }
                    catch (PlatformException refused) when (refused.Code is ErrorCode.ErasureRunning or ErrorCode.Interrupted or ErrorCode.SessionNotFound)
                    {
                        await Task.Yield();
                    }
                }
            })).ToArray();
            var seen = Volatile.Read(ref created);
            await Eventually.See(() => Task.FromResult(Volatile.Read(ref created)), count => count > seen + 20, Cancellation);
            await silo.User(tenant, _ann).Erase();
            await end.CancelAsync();
            await Task.WhenAll(callers);
        }

        await silo.User(tenant, _ann).Erase();
        var scan = await StoreScan.Of(silo.Database);
        Assert.Empty(scan.Find(_ann));
        Assert.Empty(scan.Find($"session:{{{tenant}/"));
    }

    [Fact]
    public async Task a_session_whose_silo_stood_still_over_the_erasure_of_its_user_does_not_come_to_be()
    {
        var tenant = await NewTenant();
        await using var lab = await SessionLab.StartAsync(silo.Server, tenantId: tenant);
        var index = lab.Service<SessionIndex>();
        await index.Add(tenant, _ann, "late", lab.Clock.GetUtcNow());
        Assert.True(await index.IsListed(tenant, _ann, "late"));

        await silo.User(tenant, _ann).Erase();

        Assert.False(await index.IsListed(tenant, _ann, "late"));
    }

    [Fact]
    public async Task with_the_last_session_of_a_user_the_tenant_forgets_the_user()
    {
        var tenant = await NewTenant();
        foreach (var (id, user) in new[] { ("a1", _ann), ("a2", _ann), ("b1", "bob") })
            await silo.Session(tenant, id).Create(New(user));
        await silo.Session(tenant, "a1").Delete();
        await silo.Session(tenant, "b1").Delete();

        var users = StoreKey.TenantUsers(GrainKey.ForTenant(tenant));
        await Eventually.See(async () => (await silo.Database.SetMembersAsync(users)).Select(user => (string)user!).ToArray(), left => left.SequenceEqual([_ann]), Cancellation);
        await silo.Session(tenant, "a2").Delete();
        await Eventually.See(() => silo.Database.KeyExistsAsync(users), static left => !left, Cancellation);
    }

    [Fact]
    public async Task silos_that_need_the_signing_key_at_the_same_moment_make_one()
    {
        await using var redis = await RedisServer.StartAsync();
        var hosts = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ProgramHost.StartAsync(
            typeof(IChatModel).Assembly, new Dictionary<string, string> { ["ConnectionStrings:redis"] = redis.ConnectionString, ["Logging:LogLevel:Default"] = "Warning" })));
        try
        {
            var keys = await Task.WhenAll(hosts.SelectMany(static host => Enumerable.Range(0, 4).Select(_ => host.Services.GetRequiredService<ErasureSigner>().Key().AsTask())));

            Assert.Single(keys.Select(static key => key.Public.KeyId).Distinct());
            var database = hosts[0].Services.GetRequiredService<RedisStore>().Database;
            Assert.Equal(1, await database.ListLengthAsync(StoreKey.KeyRing));
            var stored = (string)(await database.StringGetAsync(StoreKey.ErasureKey))!;
            Assert.DoesNotContain("PRIVATE", stored, StringComparison.Ordinal);
        }
        finally
        {
            foreach (var host in hosts)
                await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task without_the_key_ring_nothing_is_erased_since_it_could_not_be_proven()
    {
        await using var redis = await RedisServer.StartAsync();
        var settings = new Dictionary<string, string> { ["ConnectionStrings:redis"] = redis.ConnectionString, ["Logging:LogLevel:Default"] = "None" };
        await using (var first = await ProgramHost.StartAsync(typeof(IChatModel).Assembly, settings))
        {
            await first.Services.GetRequiredService<ErasureSigner>().Key();
            await first.Services.GetRequiredService<RedisStore>().Database.KeyDeleteAsync(StoreKey.KeyRing);
        }

        await using var second = await ProgramHost.StartAsync(typeof(IChatModel).Assembly, settings);
        var refused = await Assert.ThrowsAsync<PlatformException>(() => second.Services.GetRequiredService<UserEraser>().Erase(new UserAddress("t", _ann)));

        Assert.Equal(ErrorCode.StorageUnavailable, refused.Code);
        Assert.Contains(StoreKey.ErasureKey, refused.Message, StringComparison.Ordinal);
    }

    private static NewSession New(string? userId) => new() { AgentId = "helper", UserId = userId };

    private static NewKey Key(string userId)
    {
        var secret = ApiKey.Generate("t");
        return new NewKey { Hash = ApiKey.Hash(secret), Hint = ApiKey.Hint(secret), Role = KeyRole.Agent, UserId = userId };
    }

    private static UserEraser EraserOf(ProgramHost host) => host.Services.GetRequiredService<UserEraser>();

    private async Task<string> NewTenant()
    {
        var tenant = await silo.NewTenant();
        await silo.Agent(tenant, "helper").Put(new AgentSettings { Models = ["echo"] });
        return tenant;
    }

    /// <summary>One more silo, whose erasures come to a stop before their end.</summary>
    private Task<ProgramHost> Start() => ProgramHost.StartAsync(
        typeof(IChatModel).Assembly,
        new Dictionary<string, string> { ["ConnectionStrings:redis"] = silo.Server.ConnectionString, ["Logging:LogLevel:Default"] = "Warning" },
        services => services.AddSingleton<IModelRouter>(silo.Models).AddSingleton<IUserData>(_gate));

    private sealed class Gate : IUserData
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task;

        public ErasureStage Stage => ErasureStage.Records;

        public void Open() => _open.SetResult();

        public void Break() => _open.SetException(new InvalidOperationException("The silo is lost."));

        public Task Erase(UserAddress user, ErasureTally erased)
        {
            _reached.TrySetResult();
            return _open.Task;
        }

        public IAsyncEnumerable<ExportRecord> Export(UserAddress user) => AsyncEnumerable.Empty<ExportRecord>();
    }
}
