using Xunit;

namespace Platform.Tests.Engine.Behaviour;

public sealed class StreamTests(OneSilo silo) : IClassFixture<OneSilo>
{
    private readonly string _key = Guid.NewGuid().ToString("N");

    private IFeedGrain Grain => silo.Client.GetGrain<IFeedGrain>(_key);

    [Fact]
    public async Task Items_arrive_complete_and_in_order()
    {
        var expected = 0;
        await foreach (var number in Grain.Count(10_000, TestContext.Current.CancellationToken))
            Assert.Equal(expected++, number);
        Assert.Equal(10_000, expected);
    }

    [Fact]
    public async Task A_grain_can_read_the_stream_of_another() =>
        Assert.Equal(Enumerable.Range(0, 1000).Sum(), await Grain.Relay(_key + "other", 1000));

    [Fact]
    public async Task An_item_arrives_before_the_next_is_produced()
    {
        var number = 0;
        await foreach (var item in Grain.Step(_key))
        {
            Assert.Equal(new FeedItem(number, "item " + number), item);
            Signals.Set($"{_key} {number++}");
        }

        Assert.Equal(3, number);
    }

    [Fact]
    public async Task An_open_stream_does_not_block_other_requests()
    {
        await using var items = Grain.Step(_key).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await items.MoveNextAsync());
        await Grain.Ping();
        for (var number = 0; number < 3; number++)
            Signals.Set($"{_key} {number}");
    }

    [Fact]
    public async Task A_slow_consumer_holds_the_producer_back()
    {
        await using var items = Grain.Endless(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await items.MoveNextAsync());
        var produced = await Grain.Produced();
        while (await Grain.Produced() is var now && now != produced)
            produced = now;

        Assert.InRange(produced, 1, 500);
    }

    [Fact]
    public async Task Leaving_early_disposes_the_enumerator_inside_the_turn()
    {
        await foreach (var number in Grain.Endless(TestContext.Current.CancellationToken))
        {
            if (number == 200)
                break;
        }

        Assert.True(await Signals.Wait<bool>(_key + " disposed"));
    }

    [Fact]
    public async Task Cancelling_ends_the_stream_on_both_sides()
    {
        using var cancellation = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var number in Grain.Endless(CancellationToken.None).WithCancellation(cancellation.Token))
            {
                if (number == 10)
                    await cancellation.CancelAsync();
            }
        });
        Assert.True(await Signals.Wait<bool>(_key + " disposed"));
    }

    [Fact]
    public async Task An_exception_arrives_after_the_items_before_it()
    {
        var seen = new List<int>();
        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (var number in Grain.Fail(5))
                seen.Add(number);
        });
        Assert.Equal("The feed broke.", error.Message);
        Assert.Equal([0, 1, 2, 3, 4], seen);
    }

    [Fact]
    public async Task Nothing_is_sent_before_the_stream_is_read()
    {
        _ = Grain.Endless(TestContext.Current.CancellationToken);
        Assert.Equal(0, await Grain.Produced());
    }
}
