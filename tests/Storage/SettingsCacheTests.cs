using Platform.Contracts.Errors;
using Platform.Silo.Storage;
using Platform.Tests.Sessions;
using Xunit;

namespace Platform.Tests.Storage;

[Collection(SessionCollection.Name)]
public sealed class SettingsCacheTests(SessionRedis redis)
{
    [Fact]
    public async Task A_value_is_read_once_until_it_is_old_and_never_used_when_it_is_too_old()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var (reads, current) = (0, "one");
        var cache = new SettingsCache<string>(_ => Task.FromResult<string?>($"{current} {++reads}"), lab.Service<ChangeFeed>(), lab.Time);

        Assert.Equal(("one 1", "one 1"), (await cache.Get("k"), await cache.Get("k")));
        current = "two";
        lab.Time.Advance(TimeSpan.FromSeconds(0.4));
        Assert.Equal("one 1", await cache.Get("k"));
        lab.Time.Advance(TimeSpan.FromSeconds(0.6));
        Assert.Equal("two 2", await cache.Get("k"));
    }

    [Fact]
    public async Task A_value_in_use_is_read_again_in_the_background_before_it_is_too_old()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var reads = 0;
        var cache = new SettingsCache<string>(_ => Task.FromResult<string?>($"{++reads}"), lab.Service<ChangeFeed>(), lab.Time);
        await cache.Get("k");
        lab.Time.Advance(TimeSpan.FromSeconds(0.6));

        Assert.Equal("1", await cache.Get("k"));
        Assert.Equal("2", await cache.Get("k"));
        lab.Time.Advance(TimeSpan.FromSeconds(0.4));
        Assert.Equal("2", await cache.Get("k"));
    }

    [Fact]
    public async Task Everyone_who_asks_at_once_waits_for_one_read_and_a_failure_is_not_kept()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var (reads, answer) = (0, new TaskCompletionSource<string?>());
        var cache = new SettingsCache<string>(
            _ =>
            {
                reads++;
                return answer.Task;
            },
            lab.Service<ChangeFeed>(), lab.Time);
        var asking = Enumerable.Range(0, 10).Select(_ => cache.Get("k").AsTask()).ToArray();
        var away = new PlatformException(ErrorCode.StorageUnavailable, "away");

        answer.SetException(away);
        foreach (var asked in asking)
            Assert.Same(away, await Assert.ThrowsAsync<PlatformException>(() => asked));
        Assert.Equal(1, reads);
        answer = new TaskCompletionSource<string?>();
        answer.SetResult("back");

        Assert.Equal("back", await cache.Get("k"));
    }

    [Fact]
    public async Task A_change_that_is_told_while_the_old_value_is_being_read_is_not_covered_by_it()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var slow = new TaskCompletionSource<string?>();
        var reads = 0;
        var cache = new SettingsCache<string>(_ => reads++ == 0 ? slow.Task : Task.FromResult<string?>("new"), lab.Service<ChangeFeed>(), lab.Time);
        var early = cache.Get("k").AsTask();

        lab.Service<ChangeFeed>().Publish("k");
        slow.SetResult("old");

        Assert.Equal("old", await early);
        Assert.Equal("new", await cache.Get("k"));
    }
}
