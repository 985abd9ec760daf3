using Platform.Contracts.Limits;
using Xunit;

namespace Platform.Tests.Limits;

public sealed class TurnSlotTests : IDisposable
{
    private readonly LeaseLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(100)]
    public async Task silos_let_in_as_many_turns_as_the_limit_and_not_one_more(long limit)
    {
        var silos = Silos(3);
        var taken = 0;
        for (var turn = 0; turn < (limit * 2) + 10; turn++)
            taken += await Take(silos[turn % 3], limit) ? 1 : 0;
        await Pass(TimeSpan.FromSeconds(2));
        for (var turn = 0; turn < (limit * 2) + 10; turn++)
            taken += await Take(silos[turn % 3], limit) ? 1 : 0;

        Assert.Equal(limit, taken);
    }

    [Fact]
    public async Task at_a_small_limit_a_place_that_is_left_is_free_everywhere_at_once()
    {
        var silos = Silos(2);
        for (var round = 0; round < 10; round++)
        {
            Assert.True(await Take(silos[round % 2], 1));
            Assert.False(await Take(silos[(round + 1) % 2], 1));
            silos[round % 2].Leave();
            await Pass(TimeSpan.FromMilliseconds(100));
        }
    }

    [Fact]
    public async Task far_from_the_limit_turns_hardly_ask()
    {
        var silo = Silos(1)[0];
        for (var wave = 0; wave < 50; wave++)
        {
            for (var turn = 0; turn < 20; turn++)
                Assert.True(await Take(silo, 10_000));
            for (var turn = 0; turn < 20; turn++)
                silo.Leave();
        }

        Assert.InRange(_lab.Asked, 1, 25);
    }

    [Fact]
    public async Task a_silo_that_dies_gives_its_places_back_within_a_lease_and_one_that_lives_keeps_them()
    {
        var (dead, living) = (_lab.Process(), _lab.Process());
        for (var turn = 0; turn < 3; turn++)
        {
            Assert.True(await Take(dead.Turns(LeaseLab.Account), 5));
            if (turn < 2)
                Assert.True(await Take(living.Turns(LeaseLab.Account), 5));
        }

        Assert.False(await Take(living.Turns(LeaseLab.Account), 5));
        dead.Dispose();
        await Pass(TimeSpan.FromSeconds(11));
        var taken = 0;
        for (var turn = 0; turn < 10; turn++)
            taken += await Take(living.Turns(LeaseLab.Account), 5) ? 1 : 0;
        Assert.Equal(3, taken);

        await Pass(TimeSpan.FromMinutes(1));
        Assert.False(await Take(_lab.Process().Turns(LeaseLab.Account), 5));
    }

    [Fact]
    public async Task under_a_lower_limit_nobody_comes_in_until_enough_have_left()
    {
        var silo = Silos(1)[0];
        for (var turn = 0; turn < 10; turn++)
            Assert.True(await Take(silo, 50));

        for (var turn = 0; turn < 9; turn++)
        {
            Assert.False(await Take(silo, 2));
            silo.Leave();
            await _lab.Settled();
        }

        Assert.True(await Take(silo, 2));
        Assert.False(await Take(silo, 2));
    }

    [Fact]
    public async Task out_of_reach_of_the_limits_a_silo_goes_on_with_what_it_has_and_a_share()
    {
        var silo = Silos(1)[0];
        for (var turn = 0; turn < 4; turn++)
            Assert.True(await Take(silo, 10));
        _lab.IsAway = true;
        await Pass(TimeSpan.FromSeconds(3));
        silo.Leave();
        Assert.True(await Take(silo, 10));
        var taken = 0;
        for (var turn = 0; turn < 20; turn++)
            taken += await Take(silo, 10) ? 1 : 0;

        Assert.InRange(taken, 1, 6);
    }

    private TurnSlots[] Silos(int count) => [.. Enumerable.Range(0, count).Select(_ => _lab.Process().Turns(LeaseLab.Account))];

    /// <summary>Takes a place, moving the clock past the second look that a refusal waits for.</summary>
    private async Task<bool> Take(TurnSlots slots, long limit)
    {
        var taking = slots.Take(limit).AsTask();
        while (!taking.IsCompleted)
        {
            // Only as far as it waits: past that a refusal is forgotten, and leases end.
            var armed = _lab.Time.TimerArmed(static left => left <= TimeSpan.FromMilliseconds(50));
            if (await Task.WhenAny(taking, armed) == armed)
                _lab.Time.Advance(await armed);
            await _lab.Settled();
        }

        return await taking is null;
    }

    private async Task Pass(TimeSpan by)
    {
        for (var left = by; left > TimeSpan.Zero; left -= TimeSpan.FromMilliseconds(100))
        {
            _lab.Time.Advance(TimeSpan.FromMilliseconds(100));
            await _lab.Settled();
        }
    }
}
