using Platform.Contracts.Limits;
using Platform.Silo.Limits;
using Xunit;

namespace Platform.Tests.Limits;

public sealed class RateWindowTests
{
    private const long Start = 1_000_000_000;
    private const long LeaseMs = 1_000;

    private readonly RateWindow _window = new(LeaseMs);
    private readonly Dictionary<string, (long Held, long Number)> _holders = [];
    private long _now = Start;

    [Fact]
    public void a_limit_is_granted_to_the_last_unit_and_not_one_more()
    {
        var taken = 0L;
        for (var asked = 0; asked < 1_000; asked++)
            taken += TakeAtOnce("a", limit: 60, wanted: 7);

        Assert.Equal(60, taken);
    }

    [Fact]
    public void slices_are_halves_of_what_is_left_divided_by_the_holders_and_single_at_the_end()
    {
        Assert.Equal(50, Lease("a", limit: 100, needed: 1, wanted: 1_000).Granted);
        Assert.Equal(12, Lease("b", limit: 100, needed: 1, wanted: 1_000).Granted);
        Assert.Equal(6, Lease("c", limit: 100, needed: 1, wanted: 1_000).Granted);
        _now += 10;
        Use("a", limit: 100, used: 50);
        Use("b", limit: 100, used: 12);
        Use("c", limit: 100, used: 6);
        for (var left = 32; left > 5; left--)
            Lease("d", limit: 100, needed: 1, wanted: 1);
        var last = Lease("e", limit: 100, needed: 1, wanted: 1_000);

        Assert.Equal(1, last.Granted);
        Assert.True(last.IsTight);
    }

    [Fact]
    public void no_burst_passes_at_the_edge_of_a_minute()
    {
        // The whole limit at the end of one minute of the clock, and as much as there is at the beginning of the next.
        _now += 59_900;
        Assert.Equal(100, TakeAll("a", 100));
        _now += 200;
        Assert.Equal(0, TakeAll("a", 100));
        _now += 59_000;
        Assert.Equal(0, TakeAll("a", 100));
        _now += 1_200;
        Assert.Equal(100, TakeAll("a", 100));
    }

    [Theory]
    [InlineData(1, 7)]
    [InlineData(2, 60)]
    [InlineData(3, 600)]
    [InlineData(4, 100_000)]
    public void in_no_60_seconds_more_than_the_limit_is_used_whatever_holders_do(int seed, long limit)
    {
        var random = new Random(seed);
        var uses = new List<(long At, long Amount)>();
        var holders = Enumerable.Range(0, 4).Select(_ => new Holder()).ToArray();
        var most = 0L;
        while (_now < Start + 200_000)
        {
            _now += random.Next(1, 200);
            var place = random.Next(holders.Length);
            var holder = holders[place];
            var isValid = _now < holder.Until;
            switch (random.Next(20))
            {
                // Some are never heard of again, and another process takes their place.
                case 0:
                    holders[place] = new Holder();
                    break;
                case < 10 when isValid && holder.Held > 0:
                    var used = random.NextInt64(1, holder.Held + 1);
                    uses.Add((_now, used));
                    (holder.Held, holder.Used) = (holder.Held - used, holder.Used + used);
                    break;
                default:
                    var held = isValid ? random.NextInt64(0, holder.Held + 1) : 0;
                    var answer = _window.Lease(
                        Request(holder.Name, ++holder.Number, limit, holder.Used, held, random.Next(3), 1 + random.NextInt64(Math.Min(limit, 1_000))), _now);
                    (holder.Used, holder.Held, holder.Until) = (0, held + answer.Granted, _now + LeaseMs);
                    break;
            }
        }

        for (int first = 0, last = 0; last < uses.Count; last++)
        {
            while (uses[last].At - uses[first].At >= 60_000)
                first++;
            most = Math.Max(most, uses.Skip(first).Take(last - first + 1).Sum(use => use.Amount));
        }

        Assert.InRange(most, limit * 6 / 10, limit);
    }

    [Fact]
    public void a_holder_that_dies_has_used_its_slice_and_it_comes_back_a_minute_after_its_lease()
    {
        var slice = Lease("dead", limit: 100, needed: 1, wanted: 40).Granted;
        Assert.Equal(40, slice);

        _now += LeaseMs + 1;
        Assert.Equal(60, TakeAll("a", 100));
        _now += 59_500;
        Assert.Equal(0, TakeAll("b", 100));
        _now += 2_000;
        Assert.Equal(100, TakeAll("b", 100));
    }

    [Fact]
    public void what_a_holder_gives_back_is_there_for_others_also_when_it_comes_late()
    {
        Lease("a", limit: 10, needed: 1, wanted: 5);
        Use("a", limit: 10, used: 1);
        Assert.Equal(9, Lease("b", limit: 10, needed: 0, wanted: 0).Remaining);

        Lease("a", limit: 10, needed: 1, wanted: 4);
        _now += LeaseMs * 3;
        Assert.Equal(5, Lease("b", limit: 10, needed: 0, wanted: 0).Remaining);
        Use("a", limit: 10, used: 1);
        Assert.Equal(8, Lease("b", limit: 10, needed: 0, wanted: 0).Remaining);
    }

    [Fact]
    public void a_report_that_comes_late_changes_nothing()
    {
        Lease("a", limit: 10, needed: 4, wanted: 4);
        var (_, number) = _holders["a"];
        var late = _window.Lease(Request("a", number, 10, 10, 0, 1, 1), _now);

        Assert.Equal(0, late.Granted);
        Assert.Equal(6, late.Remaining);
    }

    [Fact]
    public void a_refusal_says_when_there_is_room()
    {
        Assert.Equal(10, TakeAll("a", 10));
        _now += 20_000;
        var refused = Lease("a", limit: 10, needed: 3, wanted: 3);

        Assert.Equal(0, refused.Granted);
        Assert.InRange(refused.RetryAfter.TotalSeconds, 40, 40.25);
        Assert.InRange(refused.Reset.TotalSeconds, 40, 40.25);
        _now += (long)refused.RetryAfter.TotalMilliseconds;
        Assert.Equal(3, Lease("a", limit: 10, needed: 3, wanted: 3).Granted);
    }

    [Fact]
    public void a_refund_counts_where_it_was_taken()
    {
        Report("a", limit: 100, used: 90, held: 0);
        _now += 5_000;
        _window.Lease(Request("a", 2, 100, 0, 0, 0, 0) with { Refunds = [new LeaseRefund(TimeSpan.FromSeconds(5), 50)] }, _now);

        Assert.Equal(60, Lease("b", 100, 0, 0).Remaining);
        _now += 55_500;
        Assert.Equal(100, Lease("b", 100, 0, 0).Remaining);
    }

    [Fact]
    public void a_lower_limit_grants_nothing_until_enough_is_forgotten_and_a_higher_one_at_once()
    {
        Report("a", limit: 100, used: 80, held: 0);

        Assert.Equal(0, Lease("b", limit: 50, needed: 1, wanted: 1).Granted);
        Assert.Equal(40, Lease("b", limit: 200, needed: 40, wanted: 40).Granted);
    }

    [Fact]
    public void the_next_activation_goes_on_with_what_was_stored()
    {
        Lease("a", limit: 100, needed: 1, wanted: 30);
        _now += 100;
        Report("a", limit: 100, used: 20, held: 10);
        Report("b", limit: 100, used: 15, held: 0);
        var stored = _window.TakeUnsaved();
        Assert.Equal(45, stored.Values.Sum());

        _now += 3_000;
        var next = new RateWindow(LeaseMs);
        foreach (var (bucket, amount) in stored)
            next.Restore(bucket, amount, _now);

        Assert.Equal(55, next.Lease(Request("c", 1, 100, 0, 0, 0, 0), _now).Remaining);
        _now += 57_500;
        Assert.Equal(55, next.Lease(Request("c", 2, 100, 0, 0, 0, 0), _now).Remaining);
        _now += 1_000;
        Assert.Equal(100, next.Lease(Request("c", 3, 100, 0, 0, 0, 0), _now).Remaining);
    }

    private sealed class Holder
    {
        public string Name { get; } = Guid.NewGuid().ToString("n");

        public long Number { get; set; }

        public long Used { get; set; }

        public long Held { get; set; }

        public long Until { get; set; }
    }

    private long TakeAll(string holder, long limit)
    {
        var taken = 0L;
        while (TakeAtOnce(holder, limit, wanted: limit) is > 0 and var more)
            taken += more;
        return taken;
    }

    private long TakeAtOnce(string holder, long limit, long wanted)
    {
        var granted = Lease(holder, limit, needed: 1, wanted).Granted;
        if (granted > 0)
            Use(holder, limit, granted);
        return granted;
    }

    private LeaseAnswer Lease(string holder, long limit, long needed, long wanted)
    {
        var (held, number) = _holders.GetValueOrDefault(holder);
        var answer = _window.Lease(Request(holder, number + 1, limit, 0, held, needed, wanted), _now);
        _holders[holder] = (held + answer.Granted, number + 1);
        return answer;
    }

    /// <summary>Uses some of a lease and gives the rest back.</summary>
    private void Use(string holder, long limit, long used) => Report(holder, limit, used, held: 0);

    private void Report(string holder, long limit, long used, long held)
    {
        var number = _holders.GetValueOrDefault(holder).Number + 1;
        _window.Lease(Request(holder, number, limit, used, held, 0, 0), _now);
        _holders[holder] = (held, number);
    }

    private static LeaseRequest Request(string holder, long number, long limit, long used, long held, long needed, long wanted) => new()
    {
        Holder = holder, Number = number, Measure = LimitMeasure.Requests, Limit = limit, Used = used, Held = held, Needed = needed, Wanted = wanted,
    };
}
