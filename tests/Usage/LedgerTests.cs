using Microsoft.Extensions.DependencyInjection;
using Platform.Contracts.Keys;
using Platform.Contracts.Paging;
using Platform.Contracts.Usage;
using Platform.Silo.Usage;
using Platform.Tests.Sessions;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Usage;

/// <summary>Every stored turn is in the ledger once, whatever happens to the silo that ran it.</summary>
[Collection(SessionCollection.Name)]
public sealed class LedgerTests(SessionRedis redis)
{
    /// <summary>What each turn of the test model takes.</summary>
    private const int Tokens = 5;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Turns_come_into_the_ledger_behind_their_answers()
    {
        await using var lab = await Writing();
        var session = lab.Activate();
        await session.Create();

        await session.Send("one");
        await session.Send("two");

        Assert.Equal((2, 2 * Tokens), await Total(lab, 2));
    }

    [Fact]
    public async Task A_turn_that_a_lost_silo_has_not_posted_comes_in_with_the_next_one_of_its_session()
    {
        await using var lost = await Lost();
        var before = lost.Activate();
        await before.Create();
        await before.Send("stored, and never posted");
        SessionActivation? after = null;
        await using var lab = await Writing(lost.TenantId, lost.Time, _ => after!.PostUsage());
        after = lab.Activate();

        await after.Send("finds the gap");

        Assert.Equal((2, 2 * Tokens), await Total(lab, 2));
    }

    [Fact]
    public async Task A_session_that_posts_all_it_has_adds_only_what_is_missing()
    {
        await using var lost = await Lost();
        var before = lost.Activate();
        await before.Create();
        await before.Send("one");
        await before.Send("two");
        await using var lab = await Writing(lost.TenantId, lost.Time);
        var after = lab.Activate();

        Assert.True(await after.PostUsage());
        Assert.True(await after.PostUsage());
        await after.Send("three");
        Assert.True(await after.PostUsage());

        Assert.Equal((3, 3 * Tokens), await Total(lab, 3));
    }

    [Fact]
    public async Task A_session_that_is_gone_has_nothing_to_post()
    {
        await using var lab = await Writing();

        Assert.False(await lab.Activate("none").PostUsage());
    }

    [Fact]
    public async Task A_deleted_session_leaves_nothing_unposted_even_of_a_lost_silo()
    {
        await using var lost = await Lost();
        var before = lost.Activate();
        await before.Create();
        await before.Send("one");
        await using var lab = await Writing(lost.TenantId, lost.Time);

        Assert.True(await lab.Activate().Delete());

        Assert.Equal((1, Tokens), await Total(lab, 1));
    }

    [Fact]
    public async Task A_batch_that_is_sent_again_because_its_answer_was_lost_adds_nothing()
    {
        await using var lab = await Writing();
        var store = lab.Service<LedgerStore>();
        Charge[] charges = [Charge(lab, "a", 2, 0), Charge(lab, "a", 4, 2), Charge(lab, null, 0, 0)];

        Assert.Empty(await store.Post("w1", 1, charges));
        Assert.Empty(await store.Post("w1", 1, charges));

        Assert.Equal((3, 3 * Tokens), await Total(lab, 3));
    }

    [Fact]
    public async Task Charges_that_are_in_or_come_too_early_are_named_and_then_nothing_is_added()
    {
        await using var lab = await Writing();
        var store = lab.Service<LedgerStore>();
        await store.Post("w1", 1, [Charge(lab, "a", 2, 0)]);

        var odd = await store.Post("w2", 1, [Charge(lab, null, 0, 0), Charge(lab, "a", 2, 0), Charge(lab, "b", 2, 0), Charge(lab, "a", 6, 4)]);

        Assert.Equal([-2, 4], odd);
        Assert.Equal((1, Tokens), await Total(lab, 1));
    }

    [Fact]
    public async Task A_session_goes_on_into_the_next_month_without_a_gap()
    {
        await using var lab = await Writing();
        var session = lab.Activate();
        await session.Create(new Contracts.Sessions.NewSession { AgentId = "helper", TtlHours = 8_000 });
        await session.Send("this month");
        await Total(lab, 1);
        lab.Time.Advance(TimeSpan.FromDays(31));
        await session.Send("next month");

        var today = Today(lab);
        var report = await Eventually.See(
            () => Report(lab, today.AddDays(-32), today, byDay: true), static report => report.Total.Turns == 2, Cancellation);

        Assert.Equal([today.AddDays(-31), today], report.Rows.Data.Select(static row => row.Day!.Value));
    }

    [Fact]
    public async Task While_turns_are_unposted_their_session_is_on_record_and_no_longer()
    {
        await using var lab = await Writing();
        var unposted = lab.Service<UnpostedSessions>();
        var set = unposted.Enter("t/s");

        lab.Time.Advance(TimeSpan.FromSeconds(11));
        unposted.Enter("t/other").Leave();
        await unposted.Sweep(isLast: false);
        var during = await Sessions(set.Name);
        set.Leave();
        await unposted.Sweep(isLast: true);

        Assert.Equal(["t/s"], during);
        Assert.Empty(await Sessions(set.Name));
        Assert.DoesNotContain(await lab.Redis.Database.HashKeysAsync(StoreKey.UnpostedSets), name => name == set.Name);

        async Task<string[]> Sessions(string name) =>
            [.. (await lab.Redis.Database.SetMembersAsync(StoreKey.UnpostedSessions(name))).Select(static session => (string)session!)];
    }

    [Fact]
    public async Task Charges_that_fill_a_batch_are_not_kept_waiting_for_more_of_them()
    {
        await using var lab = await Lost();
        var ledger = lab.Service<Ledger>();
        var posted = Enumerable.Range(0, 1_000).Select(number => ledger.Post(Charge(lab, $"{lab.TenantId}/s{number}", 2, 0), null, isUrgent: false)).ToArray();
        await Task.WhenAll(posted[..800]).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
    }

    [Fact]
    public async Task What_tells_charges_apart_is_dropped_when_a_month_is_closed_and_the_sums_stay()
    {
        await using var lab = await Writing();
        var store = lab.Service<LedgerStore>();
        await store.Post("w1", 1, [Charge(lab, "a", 2, 0)]);
        var key = StoreKey.TenantLedger(GrainKey.ForTenant(lab.TenantId), Today(lab));

        await store.Close(GrainKey.ForTenant(lab.TenantId), Today(lab));

        Assert.All(await lab.Redis.Database.HashKeysAsync(key), static field => Assert.True(char.IsAsciiDigit(((string)field!)[0]), field));
        Assert.Equal((1, Tokens), await Total(lab, 1));
    }

    /// <summary>A silo that posts at once.</summary>
    private Task<SessionLab> Writing(string? tenantId = null, TimeProvider? time = null, PostSessionUsage? post = null) => SessionLab.StartAsync(
        redis.Server, new() { ["Platform:Usage:Linger"] = "00:00:00" }, tenantId: tenantId, time: time,
        services: services => services.AddSingleton(post ?? (static _ => Task.FromResult(true))));

    /// <summary>A silo that is lost before it posts: its clock never moves.</summary>
    private Task<SessionLab> Lost() => SessionLab.StartAsync(redis.Server);

    private static DateOnly Today(SessionLab lab) => DateOnly.FromDateTime(lab.Clock.GetUtcNow().UtcDateTime);

    private static Charge Charge(SessionLab lab, string? session, long seq, long after) => new()
    {
        TenantId = lab.TenantId,
        Day = Today(lab),
        SessionKey = session,
        Seq = seq,
        After = after,
        Figures = new UsageFigures { Turns = 1, InputTokens = 3, OutputTokens = 2 },
    };

    private static async Task<(long Turns, long Tokens)> Total(SessionLab lab, int turns)
    {
        var report = await Eventually.See(() => Report(lab, Today(lab), Today(lab)), report => report.Total.Turns >= turns, Cancellation);
        return (report.Total.Turns, report.Total.TotalTokens);
    }

    private static Task<UsageReport> Report(SessionLab lab, DateOnly from, DateOnly to, bool byDay = false) =>
        lab.Service<UsageReader>().Read(lab.TenantId, new UsageQuery { From = from, To = to, ByDay = byDay, Page = new PageRequest(100, null) });
}
