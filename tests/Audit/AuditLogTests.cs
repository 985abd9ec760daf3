using System.Globalization;
using Platform.Contracts.Audit;
using Platform.Contracts.Keys;
using Platform.Silo.Audit;
using Platform.Tests.Tenants;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Audit;

/// <summary>Audit logs as the silo keeps them.</summary>
[Collection(SiloCollection.Name)]
public sealed class AuditLogTests(SiloFixture silo)
{
    [Fact]
    public async Task Entries_are_read_newest_first_over_pages_and_logs_and_form_a_chain()
    {
        var lab = new AuditLab(silo);
        var logs = Enum.GetValues<AuditLogKind>().Select(kind => (Kind: kind, Activation: lab.Activate(kind))).ToArray();
        for (var number = 0; number < 30; number++)
            await logs[number % logs.Length].Activation.Add(AuditLab.Change(number, logs[number % logs.Length].Kind));

        var (numbers, isIntact) = await lab.ReadAll(limit: 7);

        // The clock stood still, so the logs' entries are of the same moments; within a log the order holds all the same.
        Assert.Equal(Enumerable.Range(0, 30).Select(Text).Order(), numbers.Order());
        foreach (var part in numbers.Select(int.Parse).GroupBy(static number => number % 3))
            Assert.Equal(part.OrderDescending(), part);
        Assert.True(isIntact);
        var entries = (await lab.Read()).Data.Where(static entry => entry.Change.Log == AuditLogKind.Own).ToArray();
        Assert.All(entries.Zip(entries.Skip(1)), static pair => Assert.Equal(pair.Second.Hash, pair.First.PreviousHash));
        Assert.All(entries.Zip(entries.Skip(1)), static pair => Assert.True(pair.First.Time > pair.Second.Time));
    }

    [Fact]
    public async Task Two_activations_of_one_log_write_one_chain_and_lose_nothing()
    {
        var lab = new AuditLab(silo);
        var (one, other) = (lab.Activate(), lab.Activate());

        for (var round = 0; round < 20; round++)
            await Task.WhenAll(one.Add(AuditLab.Change(2 * round)), other.Add(AuditLab.Change((2 * round) + 1)));

        var (numbers, isIntact) = await lab.ReadAll();
        Assert.Equal(Enumerable.Range(0, 40).Select(Text).Order(), numbers.Order());
        Assert.True(isIntact);
    }

    [Fact]
    public async Task Many_entries_at_the_same_moment_cost_few_round_trips()
    {
        var lab = new AuditLab(silo);
        var activation = lab.Activate();
        await activation.Add(AuditLab.Change(0));
        var before = await Scripts();

        await Task.WhenAll(Enumerable.Range(1, 500).Select(number => activation.Add(AuditLab.Change(number))));

        Assert.InRange(await Scripts() - before, 1, 40);
        Assert.Equal(501, (await lab.ReadAll(limit: 100)).Numbers.Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_entry_that_somebody_changes_or_takes_out_breaks_the_chain(bool change)
    {
        var lab = new AuditLab(silo);
        var activation = lab.Activate();
        for (var number = 0; number < 10; number++)
            await activation.Add(AuditLab.Change(number));
        Assert.True((await lab.ReadAll()).IsIntact);

        var entry = (await silo.Database.SortedSetRangeByRankWithScoresAsync(lab.StoredLog(), 4, 4))[0];
        await silo.Database.SortedSetRemoveAsync(lab.StoredLog(), entry.Element);
        if (change)
            await silo.Database.SortedSetAddAsync(lab.StoredLog(), ((string)entry.Element!).Replace("key_a", "key_b"), entry.Score);

        Assert.False((await lab.ReadAll(limit: 3)).IsIntact);
        // Page by page, so that the break is found wherever a page begins.
        Assert.False((await lab.ReadAll(limit: 1)).IsIntact);
    }

    [Fact]
    public async Task What_is_no_entry_is_passed_over_and_breaks_the_chain()
    {
        var lab = new AuditLab(silo);
        var activation = lab.Activate();
        await activation.Add(AuditLab.Change(1));
        await silo.Database.SortedSetAddAsync(lab.StoredLog(), "nonsense", AuditTime.Of(lab.Time.GetUtcNow()) + 1_000);

        var (numbers, isIntact) = await lab.ReadAll();

        Assert.Equal(["1"], numbers);
        Assert.False(isIntact);
    }

    [Fact]
    public async Task A_change_of_which_nothing_more_is_heard_becomes_an_entry_of_unknown_outcome_once()
    {
        var lab = new AuditLab(silo);
        var lost = lab.Activate();
        var finished = await lost.Begin(AuditLab.Change(1));
        await lost.Begin(AuditLab.Change(2));
        await lost.Add(AuditLab.Change(1), finished);
        var next = lab.Activate();

        await next.EnterUnfinished(TimeSpan.FromMinutes(5));
        Assert.Equal(["1"], (await lab.ReadAll()).Numbers);
        lab.Time.Advance(TimeSpan.FromMinutes(5));
        await next.EnterUnfinished(TimeSpan.FromMinutes(5));
        await next.EnterUnfinished(TimeSpan.FromMinutes(5));

        var entries = (await lab.Read()).Data;
        Assert.Equal(["2", "1"], entries.Select(static entry => entry.Change.RequestId));
        Assert.Equal((null, 200), (entries[0].Outcome.Status, entries[1].Outcome.Status));
        Assert.Empty(await lab.Store.Begun(GrainKey.ForAuditLog(lab.TenantId, AuditLogKind.Own)));
    }

    [Fact]
    public async Task A_begun_change_whose_entry_is_there_is_not_entered_again()
    {
        // As a server leaves it that dies between the addition and what follows it.
        var lab = new AuditLab(silo);
        var activation = lab.Activate();
        var id = await activation.Begin(AuditLab.Change(1));
        var begun = StoreKey.AuditBegun(GrainKey.ForAuditLog(lab.TenantId, AuditLogKind.Own));
        var intent = await silo.Database.HashGetAsync(begun, id);
        for (var number = 1; number <= 200; number++)
            await activation.Add(AuditLab.Change(number), number == 1 ? id : null);
        await silo.Database.HashSetAsync(begun, id, intent);

        lab.Time.Advance(TimeSpan.FromHours(1));
        await lab.Activate().EnterUnfinished(TimeSpan.FromMinutes(5));

        Assert.Equal(200, (await lab.ReadAll(limit: 100)).Numbers.Length);
    }

    [Fact]
    public async Task Entries_go_when_they_are_too_old_or_too_many_and_the_rest_stays_intact()
    {
        var lab = new AuditLab(silo, new AuditOptions { RetentionDays = 10, MaxEntries = 100, MaxRefused = 100 });
        var activation = lab.Activate();
        await activation.Add(AuditLab.Change(0));
        lab.Time.Advance(TimeSpan.FromDays(9));
        await activation.Add(AuditLab.Change(1));
        Assert.Equal(["1", "0"], (await lab.ReadAll()).Numbers);
        lab.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(["1"], (await lab.ReadAll()).Numbers);
        await activation.Add(AuditLab.Change(2));
        Assert.Equal(2, await silo.Database.SortedSetLengthAsync(lab.StoredLog()));

        for (var number = 3; number < 153; number++)
            await activation.Add(AuditLab.Change(number));

        var (numbers, isIntact) = await lab.ReadAll();
        Assert.Equal(Enumerable.Range(53, 100).Select(Text).Reverse(), numbers);
        Assert.True(isIntact);
        Assert.InRange((await silo.Database.KeyTimeToLiveAsync(lab.StoredLog()))!.Value, TimeSpan.FromDays(10), TimeSpan.FromDays(11));
    }

    [Fact]
    public async Task Entries_are_found_by_key_action_and_time()
    {
        var lab = new AuditLab(silo);
        var activation = lab.Activate();
        for (var number = 0; number < 8; number++)
        {
            await activation.Add(AuditLab.Change(number, key: number % 2 == 0 ? "key_a" : "key_b", action: number < 4 ? "PUT /a" : "PUT /b"));
            lab.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var start = lab.Time.GetUtcNow() - TimeSpan.FromSeconds(8);
        Assert.Equal(["6", "4", "2", "0"], (await lab.ReadAll(new AuditQuery { KeyId = "key_a" }, limit: 3)).Numbers);
        Assert.Equal(["7", "6", "5", "4"], (await lab.ReadAll(new AuditQuery { Action = "PUT /b" }, limit: 1)).Numbers);
        Assert.Equal(["3", "2"], (await lab.ReadAll(new AuditQuery { From = start.AddSeconds(2), To = start.AddSeconds(4) })).Numbers);
        Assert.Equal(["3"], (await lab.ReadAll(new AuditQuery { KeyId = "key_b", From = start.AddSeconds(2), To = start.AddSeconds(4) })).Numbers);
    }

    [Fact]
    public async Task An_erased_tenant_leaves_what_the_operator_did_to_it_and_nothing_else()
    {
        var lab = new AuditLab(silo);
        foreach (var kind in Enum.GetValues<AuditLogKind>())
            await lab.Activate(kind).Add(AuditLab.Change((int)kind, kind));
        await lab.Activate().Begin(AuditLab.Change(9));

        await lab.Store.Erase(lab.TenantId);

        Assert.Equal([Text((int)AuditLogKind.Operator)], (await lab.ReadAll()).Numbers);
        Assert.Equal([lab.StoredLog(AuditLogKind.Operator)], await silo.Keys(lab.TenantId));
        // An activation that knew the log goes on with what is there now.
        await lab.Activate().Add(AuditLab.Change(10));
        Assert.True((await lab.ReadAll()).IsIntact);
    }

    private async Task<long> Scripts() => (await CommandStatistics.Of(silo.Server))["evalsha"];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
