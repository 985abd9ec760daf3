using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Platform.Api.Authentication;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;
using Platform.Contracts.Tenants;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Authentication;

public sealed class KeyCacheTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly string _key = ApiKey.Generate("acme");
    private readonly KeyCache _cache;
    private Func<Task<KeyPrincipal?>> _answer;
    private int _asked;

    public KeyCacheTests()
    {
        _answer = () => Task.FromResult<KeyPrincipal?>(Principal());
        _cache = new KeyCache(
            (tenantId, hash) =>
            {
                Assert.Equal("acme", tenantId);
                Interlocked.Increment(ref _asked);
                return _answer();
            },
            _time,
            NullLogger<KeyCache>.Instance);
    }

    [Fact]
    public async Task the_tenant_is_asked_with_the_hash_that_it_stores()
    {
        byte[]? sent = null;
        var cache = new KeyCache((_, hash) => Task.FromResult<KeyPrincipal?>((sent = hash, Principal()).Item2), _time, NullLogger<KeyCache>.Instance);
        Assert.NotNull(await cache.Find(_key));
        Assert.Equal(ApiKey.Hash(_key), sent);
    }

    [Fact]
    public async Task an_answer_is_believed_for_less_than_a_second()
    {
        Assert.NotNull(await _cache.Find(_key));
        _answer = () => Task.FromResult<KeyPrincipal?>(null);
        _time.Advance(TimeSpan.FromMilliseconds(300));
        Assert.NotNull(await _cache.Find(_key));
        Assert.Equal(1, _asked);
        _time.Advance(TimeSpan.FromMilliseconds(600));
        Assert.Null(await _cache.Find(_key));
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task a_key_that_has_worked_is_asked_again_from_an_address_that_may_try_no_other()
    {
        using var failures = new FailedKeys(Options.Create(new AuthenticationOptions { MaxFailuresPerMinute = 1 }));
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse("203.0.113.7");
        Assert.NotNull(await _cache.Find(_key, failures, context));
        failures.Count(context.Connection.RemoteIpAddress);

        // Its answer is not believed any more.
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(await _cache.Find(_key, failures, context));

        Assert.Equal(2, _asked);
        var refused = Assert.Throws<PlatformException>(() => { _ = _cache.Find(ApiKey.Generate("acme"), failures, context).AsTask(); });
        Assert.Equal(ErrorCode.RateLimited, refused.Code);
    }

    [Fact]
    public async Task a_key_in_use_is_asked_again_ahead_of_time_without_a_request_waiting()
    {
        await _cache.Find(_key);
        var refresh = new TaskCompletionSource<KeyPrincipal?>();
        var asked = new TaskCompletionSource();
        _answer = () =>
        {
            asked.TrySetResult();
            return refresh.Task;
        };
        _time.Advance(TimeSpan.FromMilliseconds(500));
        // It would wait for ever if it waited for the answer.
        Assert.NotNull(await _cache.Find(_key));
        await asked.Task;
        Assert.NotNull(await _cache.Find(_key));
        Assert.Equal(2, _asked);
        refresh.SetResult(Principal());
    }

    [Fact]
    public async Task many_requests_with_one_new_key_ask_once()
    {
        var answer = new TaskCompletionSource<KeyPrincipal?>();
        _answer = () => answer.Task;
        var waiting = Enumerable.Range(0, 50).Select(_ => _cache.Find(_key).AsTask()).ToArray();
        answer.SetResult(Principal());
        Assert.All(await Task.WhenAll(waiting), Assert.NotNull);
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task a_refusal_is_remembered_too()
    {
        _answer = () => Task.FromResult<KeyPrincipal?>(null);
        Assert.Null(await _cache.Find(_key));
        Assert.Null(await _cache.Find(_key));
        Assert.Equal(1, _asked);
        _time.Advance(TimeSpan.FromSeconds(1));
        _answer = () => Task.FromResult<KeyPrincipal?>(Principal());
        Assert.NotNull(await _cache.Find(_key));
    }

    [Fact]
    public async Task a_failure_is_told_to_everyone_who_waits_and_not_remembered()
    {
        _answer = () => Task.FromException<KeyPrincipal?>(new PlatformException(ErrorCode.StorageUnavailable, "away"));
        await Assert.ThrowsAsync<PlatformException>(async () => await _cache.Find(_key));
        _answer = () => Task.FromResult<KeyPrincipal?>(Principal());
        Assert.NotNull(await _cache.Find(_key));
    }

    [Fact]
    public async Task a_key_that_expires_stops_working_while_its_answer_is_still_believed()
    {
        _answer = () => Task.FromResult<KeyPrincipal?>(Principal() with { ExpiresAt = _time.GetUtcNow() + TimeSpan.FromMilliseconds(200) });
        Assert.NotNull(await _cache.Find(_key));
        _time.Advance(TimeSpan.FromMilliseconds(200));
        Assert.Null(await _cache.Find(_key));
        Assert.Equal(1, _asked);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sk-acme-short")]
    [InlineData("sk-ACME-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task what_has_not_the_form_of_a_key_asks_nobody(string key)
    {
        Assert.Null(await _cache.Find(key));
        Assert.Null(await _cache.Find(new string('k', 100_000)));
        Assert.Equal(0, _asked);
    }

    [Fact]
    public void a_full_cache_keeps_living_entries_and_makes_room_from_dead_ones()
    {
        var cache = new ExpiringCache<int>(2, TimeSpan.FromSeconds(1), _time);
        var (first, second, third) = (KeyHash.Of("1"), KeyHash.Of("2"), KeyHash.Of("3"));
        cache.Set(first, 1, _time.GetTimestamp());
        _time.Advance(TimeSpan.FromMilliseconds(600));
        cache.Set(second, 2, _time.GetTimestamp());
        cache.Set(third, 3, _time.GetTimestamp());
        Assert.False(cache.TryGet(third, out _, out _));
        Assert.True(cache.TryGet(first, out _, out _));
        _time.Advance(TimeSpan.FromMilliseconds(600));
        cache.Set(third, 3, _time.GetTimestamp());
        Assert.True(cache.TryGet(third, out var value, out _));
        Assert.Equal(3, value);
        Assert.False(cache.TryGet(first, out _, out _));
        Assert.Equal(2, cache.Count);
    }

    private static KeyPrincipal Principal() => new("acme", "key_1", KeyRole.Owner, null, null, TenantStatus.Active, null);
}
