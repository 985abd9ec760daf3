using Platform.Contracts.Limits;
using Xunit;

namespace Platform.Tests.Limits;

public sealed class RateLeaseTests : IDisposable
{
    private readonly LeaseLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(601)]
    public async Task several_processes_use_a_limit_up_to_the_last_unit_and_not_beyond(long limit)
    {
        var leases = Processes(3);
        var taken = 0;
        for (var round = 0; round < 700; round++)
        {
            foreach (var lease in leases)
                taken += await lease.Take(1, limit) is null ? 1 : 0;
        }

        // What one of them has and does not use comes back when its lease ends.
        Assert.InRange(taken, limit - (limit / 2), limit);
        for (var step = 0; step < 30; step++)
        {
            await Advance(TimeSpan.FromMilliseconds(100));
            foreach (var lease in leases)
                taken += await lease.Take(1, limit) is null ? 1 : 0;
        }

        Assert.Equal(limit, taken);
    }

    [Fact]
    public async Task in_steady_use_hardly_anybody_is_asked()
    {
        var lease = Processes(1)[0];
        for (var second = 0; second < 10; second++)
        {
            for (var request = 0; request < 1_000; request++)
                Assert.Null(await lease.Take(1, 1_000_000));
            await Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(_lab.Asked, 1, 60);
    }

    [Fact]
    public async Task a_flood_at_the_limit_asks_once_a_second_and_is_told_when_to_come_again()
    {
        var lease = Processes(1)[0];
        while (await lease.Take(1, 10) is null)
        {
        }

        var asked = _lab.Asked;
        LeaseRefusal? refusal = null;
        for (var request = 0; request < 1_000; request++)
            refusal = await lease.Take(1, 10);

        Assert.InRange(_lab.Asked - asked, 0, 1);
        Assert.InRange(refusal!.Value.RetryAfter.TotalSeconds, 59, 60.25);
        await Advance(refusal.Value.RetryAfter);
        Assert.Null(await lease.Take(1, 10));
    }

    [Fact]
    public async Task many_at_once_take_exactly_the_limit()
    {
        var leases = Processes(3);
        var answers = await Task.WhenAll(Enumerable.Range(0, 600).Select(index => Task.Run(async () => await leases[index % 3].Take(1, 100))));
        var taken = answers.Count(refusal => refusal is null);

        Assert.InRange(taken, 80, 100);
    }

    [Fact]
    public async Task another_limit_holds_at_once()
    {
        var lease = Processes(1)[0];
        for (var request = 0; request < 50; request++)
            Assert.Null(await lease.Take(1, 1_000));

        Assert.NotNull(await lease.Take(1, 50));
        Assert.Null(await lease.Take(1, 51));
        Assert.NotNull(await lease.Take(1, 51));
    }

    [Fact]
    public async Task what_was_expected_and_not_used_is_free_again_and_what_was_used_beyond_it_is_not()
    {
        var lease = Processes(1)[0];
        var at = _lab.Time.GetTimestamp();
        Assert.Null(await lease.Take(80, 100));
        Assert.NotNull(await lease.Take(30, 100));
        await Advance(TimeSpan.FromSeconds(5));
        lease.Return(70, at);
        Assert.Null(await lease.Take(30, 100));
        lease.Return(-50, _lab.Time.GetTimestamp());
        Assert.NotNull(await lease.Take(20, 100));
        Assert.Null(await lease.Take(10, 100));
    }

    [Fact]
    public async Task a_turn_that_was_expected_to_take_half_and_takes_little_leaves_room_for_many_like_it()
    {
        var lease = Processes(1)[0];
        for (var turn = 0; turn < 50; turn++)
        {
            Assert.Null(await lease.Take(500, 1_000));
            lease.Return(490, _lab.Time.GetTimestamp());
        }

        await Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(500, (await Processes(1)[0].Look(1_000))!.Value.Remaining);
        Assert.NotNull(await lease.Take(501, 1_000));
    }

    [Fact]
    public async Task out_of_reach_of_the_limits_a_process_uses_its_share_and_refuses_after_half_a_minute()
    {
        var leases = Processes(2);
        foreach (var lease in leases)
            Assert.Null(await lease.Take(1, 100));
        _lab.IsAway = true;
        await Advance(TimeSpan.FromSeconds(2));
        var taken = 0;
        for (var request = 0; request < 200; request++)
        {
            foreach (var lease in leases)
                taken += await lease.Take(1, 100) is null ? 1 : 0;
        }

        Assert.InRange(taken, 40, 98);
        await Advance(TimeSpan.FromSeconds(31));
        var refusal = await leases[0].Take(1, 100);
        Assert.True(refusal!.Value.IsUnknown);

        // What was used meanwhile is told as soon as somebody listens.
        _lab.IsAway = false;
        await Advance(TimeSpan.FromSeconds(1));
        foreach (var lease in leases)
        {
            while (await lease.Take(1, 100) is null)
                taken++;
        }

        await Advance(TimeSpan.FromSeconds(2));
        foreach (var lease in leases)
        {
            while (await lease.Take(1, 100) is null)
                taken++;
        }

        // The two at the beginning are counted no more only after a minute.
        Assert.Equal(98, taken);
    }

    [Fact]
    public async Task a_process_that_never_heard_of_a_limit_uses_one_hundredth_while_it_cannot_ask()
    {
        _lab.IsAway = true;
        var lease = Processes(1)[0];
        var taken = 0;
        for (var request = 0; request < 100; request++)
            taken += await lease.Take(1, 1_000) is null ? 1 : 0;

        Assert.Equal(10, taken);
    }

    [Fact]
    public async Task a_lease_that_nobody_uses_is_given_back_and_let_go()
    {
        var book = _lab.Process();
        var other = _lab.Process();
        var lease = book.Rate(LeaseLab.Account, LimitMeasure.Requests);
        for (var request = 0; request < 20; request++)
            await lease.Take(1, 100);
        await Advance(TimeSpan.FromMilliseconds(1_200));

        Assert.Equal(80, (await other.Rate(LeaseLab.Account, LimitMeasure.Requests).Look(100))!.Value.Remaining);
        for (var second = 0; second < 65; second++)
            await Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, book.Count);
        Assert.NotSame(lease, book.Rate(LeaseLab.Account, LimitMeasure.Requests));
    }

    private RateLease[] Processes(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => _lab.Process().Rate(LeaseLab.Account, LimitMeasure.Requests))];

    /// <summary>Moves the clock, and lets what that set going come to its end.</summary>
    private async Task Advance(TimeSpan by)
    {
        for (var left = by; left > TimeSpan.Zero; left -= TimeSpan.FromMilliseconds(100))
        {
            _lab.Time.Advance(left < TimeSpan.FromMilliseconds(100) ? left : TimeSpan.FromMilliseconds(100));
            await _lab.Settled();
        }
    }
}
