using Microsoft.Extensions.Options;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;
using Platform.Contracts.Requests;
using Platform.Contracts.Tenants;
using Platform.Silo.Requests;
using Platform.Silo.Storage;
using Platform.Tests.Tenants;
using Xunit;

namespace Platform.Tests.Requests;

[Collection(SiloCollection.Name)]
public sealed class RequestGrainTests(SiloFixture silo)
{
    private static readonly RequestAnswer Answer = new(201, "/x", [1, 2, 3]);

    [Fact]
    public async Task The_first_claim_holds_for_every_later_one()
    {
        var tenant = await silo.NewTenant();
        var request = Request(tenant);
        Assert.Null(await request.Find([1]));

        var claims = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => request.Claim(Claim(tenant, [1], $"token {number}"))));

        var first = Assert.Single(claims.Distinct());
        Assert.Equal((first.Token, first.Token, null), (first.Proposal, first.Token, first.Answer));
        Assert.Equal(first, await request.Find([1]));
        Assert.Equal(first, await request.Claim(Claim(tenant, [1], "later")));
    }

    [Fact]
    public async Task The_first_answer_holds_and_another_claims_answer_is_not_taken()
    {
        var tenant = await silo.NewTenant();
        var request = Request(tenant);
        await request.Claim(Claim(tenant, [1], "token"));

        Assert.Null(await request.Complete("another", Answer));
        Assert.Null((await request.Find([1]))!.Answer);
        Assert.Null(await request.Complete("token", Answer));
        Assert.Equal(Answer.Body, (await request.Complete("token", new RequestAnswer(200, null, [9])))!.Body);
        Assert.Equal((201, "/x"), ((await request.Find([1]))!.Answer!.Status, (await request.Find([1]))!.Answer!.Location));
    }

    [Fact]
    public async Task Answers_at_the_same_moment_leave_one()
    {
        var key = GrainKey.ForRequest("t", "k", Guid.NewGuid().ToString());
        var store = silo.Service<RequestStore>();
        await store.Claim(key, new RequestRecord { Hash = [1], Token = "token" });

        var others = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => store.Complete(key, "token", new RequestAnswer(number, null, []))));

        Assert.Single(others, other => other is null);
        Assert.Single(others.OfType<RequestAnswer>().Select(other => other.Status).Distinct());
    }

    [Fact]
    public async Task Another_request_under_the_key_is_a_conflict_and_another_callers_key_is_another_request()
    {
        var tenant = await silo.NewTenant();
        await Request(tenant).Claim(Claim(tenant, [1], "token"));

        foreach (var attempt in new Func<Task>[] { () => Request(tenant).Claim(Claim(tenant, [2], "token")), () => Request(tenant).Find([2]) })
            Assert.Equal(ErrorCode.IdempotencyConflict, (await Assert.ThrowsAsync<PlatformException>(attempt)).Code);
        Assert.Null(await Request(tenant, keyId: "key_other").Find([2]));
        Assert.Null(await Request(tenant, idempotencyKey: "other").Find([2]));
        Assert.Null(await Request(await silo.NewTenant()).Find([2]));
    }

    [Fact]
    public async Task A_record_ends_by_itself_and_an_answer_does_not_prolong_it()
    {
        var tenant = await silo.NewTenant();
        await Request(tenant).Claim(Claim(tenant, [1], "token"));
        var key = StoreKey.Request(GrainKey.ForRequest(tenant, "key_a", "order 1"));
        await silo.Database.KeyExpireAsync(key, TimeSpan.FromMinutes(10));

        await Request(tenant).Complete("token", Answer);

        Assert.InRange((await silo.Database.KeyTimeToLiveAsync(key))!.Value, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10));
        Assert.NotNull((await Request(tenant).Find([1]))!.Answer);
        await silo.Database.KeyDeleteAsync(key);
        Assert.Null(await Request(tenant).Complete("token", Answer));
        Assert.Null(await Request(tenant).Find([1]));
    }

    [Fact]
    public async Task An_answer_that_is_too_large_is_not_kept()
    {
        var tenant = await silo.NewTenant();
        await Request(tenant).Claim(Claim(tenant, [1], "token"));

        Assert.Null(await Request(tenant).Complete("token", Answer with { Body = new byte[new RequestOptions().MaxAnswerBytes + 1] }));

        Assert.Null((await Request(tenant).Find([1]))!.Answer);
    }

    [Fact]
    public async Task A_suspended_and_an_erased_tenant_put_nothing_on_record()
    {
        var tenant = await silo.NewTenant();
        await silo.Tenant(tenant).SetStatus(TenantStatus.Suspended);
        Assert.Equal(ErrorCode.TenantSuspended, (await Assert.ThrowsAsync<PlatformException>(() => Request(tenant).Claim(Claim(tenant, [1], "t")))).Code);
        await silo.Tenant(tenant).Delete();
        Assert.Equal(ErrorCode.TenantNotFound, (await Assert.ThrowsAsync<PlatformException>(() => Request(tenant).Claim(Claim(tenant, [1], "t")))).Code);
        Assert.Equal(ErrorCode.TenantNotFound, (await Assert.ThrowsAsync<PlatformException>(() => Request(tenant).Find([1]))).Code);
        Assert.Empty(await silo.Keys(tenant));
    }

    [Fact]
    public async Task An_erased_tenants_requests_go_and_the_operators_about_it_keep_nothing_but_the_claim()
    {
        var (operators, erased) = (await silo.NewTenant(), await silo.NewTenant());
        foreach (var number in Enumerable.Range(0, 300))
            await Request(erased, idempotencyKey: $"{number}").Claim(Claim(erased, [1], "token"));
        await Request(operators).Claim(Claim(erased, [1], "token"));
        await Request(operators).Complete("token", Answer);
        await Request(operators, idempotencyKey: "about itself").Claim(Claim(operators, [1], "token"));

        await silo.Tenant(erased).Delete();

        Assert.Empty(await silo.Keys(erased));
        Assert.Equal(ErrorCode.TenantNotFound, (await Assert.ThrowsAsync<PlatformException>(() => Request(operators).Claim(Claim(erased, [1], "again")))).Code);
        Assert.Equal(ErrorCode.IdempotencyConflict, (await Assert.ThrowsAsync<PlatformException>(() => Request(operators).Find([2]))).Code);
        var record = (await silo.Service<RequestStore>().Read(GrainKey.ForRequest(operators, "key_a", "order 1")))!;
        Assert.Equal((null, null, true), (record.Answer, record.Proposal, record.IsErased));
        Assert.Null(await Request(operators).Complete("token", Answer));
        Assert.NotNull(await Request(operators, idempotencyKey: "about itself").Find([1]));
    }

    [Fact]
    public async Task What_the_operator_asks_for_after_an_erasure_began_belongs_to_the_successor()
    {
        var (operators, id) = (await silo.NewTenant(), "t" + Guid.NewGuid().ToString("n"));
        await Request(operators).Claim(Claim(id, [1], "token"));
        await Request(operators, idempotencyKey: "later").Claim(Claim(id, [1], "token"));
        var eraser = silo.Service<RequestEraser>();
        var since = (await silo.Service<RequestStore>().Read(GrainKey.ForRequest(operators, "key_a", "order 1")))!.ClaimedAt;

        await eraser.Erase(id, since - TimeSpan.FromSeconds(1), 4);
        Assert.NotNull(await Request(operators).Find([1]));
        await eraser.Erase(id, since, 4);

        Assert.Equal(ErrorCode.TenantNotFound, (await Assert.ThrowsAsync<PlatformException>(() => Request(operators).Find([1]))).Code);
        Assert.NotNull(await Request(operators, idempotencyKey: "later").Find([1]));
        Assert.Single(await silo.Keys(id));
        await eraser.Erase(id, TimeProvider.System.GetUtcNow(), 4);
        Assert.Empty(await silo.Keys(id));
    }

    [Fact]
    public async Task The_list_of_a_tenants_requests_is_bounded_and_sheds_what_has_ended()
    {
        var tenant = await silo.NewTenant();
        var time = new TestKit.ManualTimeProvider();
        var options = Options.Create(new RequestOptions { MaxPerTenant = 2, Lifetime = TimeSpan.FromMinutes(1) });
        var index = new RequestIndex(silo.Service<RedisStore>(), options, time);

        Assert.True(await index.Add(tenant, "a"));
        time.Advance(TimeSpan.FromMinutes(4));
        Assert.True(await index.Add(tenant, "b"));
        Assert.False(await index.Add(tenant, "c"));
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.True(await index.Add(tenant, "c"));

        Assert.Equal(["b", "c"], (await index.Some(tenant, 0, 10)).Select(entry => (string)entry!));
        Assert.NotNull(await silo.Database.KeyTimeToLiveAsync(StoreKey.TenantRequests(GrainKey.ForTenant(tenant))));
    }

    [Fact]
    public void No_two_requests_share_a_key()
    {
        string[] parts = ["a", "a/b", "b", "/", "%2F", "a%2Fb", "{a}", "}:requests", "a b", " ", "~"];
        Dictionary<string, string> seen = [];
        foreach (var (tenant, keyId, key) in parts.SelectMany(tenant => parts.SelectMany(keyId => parts.Select(key => (tenant, keyId, key)))))
        {
            var request = GrainKey.ForRequest(tenant, keyId, key);
            Assert.True(seen.TryAdd(request, $"{tenant} {keyId} {key}"), $"{request} is taken");
            Assert.Equal(tenant, GrainKey.Split(request).TenantId);
            Assert.Equal(StoreKey.Request(request).Length - 1, StoreKey.Request(request).IndexOf('}'));
        }
    }

    [Fact]
    public void Options_out_of_bounds_are_told_all_at_once()
    {
        var wrong = new RequestOptions { Lifetime = TimeSpan.Zero, MaxAnswerBytes = 1, MaxPerTenant = 1, MaxTokens = 0 };

        Assert.Equal(4, new RequestOptionsValidator().Validate(null, wrong).Failures!.Count());
        Assert.True(new RequestOptionsValidator().Validate(null, new RequestOptions()).Succeeded);
    }

    private static NewClaim Claim(string tenantId, byte[] hash, string token) => new(hash, token, token, tenantId);

    private IRequestGrain Request(string tenantId, string keyId = "key_a", string idempotencyKey = "order 1") =>
        silo.Grains.GetGrain<IRequestGrain>(GrainKey.ForRequest(tenantId, keyId, idempotencyKey));
}
