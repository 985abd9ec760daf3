using Xunit;

namespace Platform.Tests.Engine.Behaviour;

public sealed class CallTests(OneSilo silo) : IClassFixture<OneSilo>
{
    private readonly string _key = Guid.NewGuid().ToString("N");

    private ICallGrain Grain => silo.Client.GetGrain<ICallGrain>(_key);

    [Fact]
    public async Task Arguments_and_results_cross_processes() =>
        Assert.Equal(new FeedItem(7, "seven"), await Grain.Echo(new FeedItem(7, "seven")));

    [Fact]
    public async Task A_value_task_method_answers() => Assert.Equal(42, await Grain.Value(41));

    [Fact]
    public async Task An_exception_arrives_with_type_and_message()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => Grain.Throw("no such thing"));
        Assert.Equal("no such thing", error.Message);
    }

    [Fact]
    public async Task An_exception_arrives_with_its_cause()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Grain.ThrowCause());
        Assert.Equal("outer", error.Message);
        Assert.Equal("inner", Assert.IsType<FormatException>(error.InnerException).Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancelling_ends_the_call_and_fires_the_token_in_the_turn(bool fromClient)
    {
        var grain = fromClient ? Grain : silo.Cluster.FactoryOf(0).GetGrain<ICallGrain>(_key);
        using var cancellation = new CancellationTokenSource();
        var call = grain.WaitFor(_key, cancellation.Token);
        await Signals.Wait(_key + " began");
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.True(await Signals.Wait<bool>(_key + " cancelled"));
    }

    [Fact]
    public async Task A_call_that_is_cancelled_beforehand_does_not_run()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Grain.WaitFor(_key, new CancellationToken(canceled: true)));
        Assert.False(Signals.IsSet(_key + " began"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_without_answer_times_out_and_the_late_answer_is_dropped(bool fromClient)
    {
        var grain = fromClient ? Grain : silo.Cluster.FactoryOf(0).GetGrain<ICallGrain>(_key);
        await Assert.ThrowsAsync<TimeoutException>(() => grain.Slow(_key + " answer"));
        Signals.Set(_key + " answer");
        Assert.Equal(new FeedItem(1, "x"), await grain.Echo(new FeedItem(1, "x")));
    }

    [Fact]
    public async Task A_one_way_call_does_not_wait()
    {
        await Grain.Forget(_key);
        await Signals.Wait(_key);
    }

    [Fact]
    public async Task The_request_context_travels_with_calls_and_the_calls_those_make()
    {
        RequestContext.Set(_key, "value");
        Assert.Equal("value", await Grain.Context(_key));
        Assert.Equal("value", await Grain.ContextOfOther(_key, _key + "other"));
        RequestContext.Clear();
        Assert.Null(await Grain.Context(_key));
    }

    [Fact]
    public async Task What_a_callee_sets_in_the_request_context_does_not_come_back()
    {
        await Grain.SetContext(_key);
        Assert.Null(RequestContext.Get(_key));
        Assert.Null(await Grain.Context(_key));
    }

    [Fact]
    public async Task References_travel_as_arguments_and_results()
    {
        Assert.Equal(_key + "other", await Grain.NameOf(silo.Client.GetGrain<ICallGrain>(_key + "other")));
        var self = await Grain.Self();
        Assert.Equal(_key, self.GetPrimaryKeyString());
        Assert.Equal(_key, await self.Name());
    }

    [Fact]
    public async Task A_large_message_arrives_whole()
    {
        var answer = await Grain.Bytes(new byte[3_000_000], 5_000_000);
        Assert.Equal(5_000_000, answer.Length);
    }

    [Fact]
    public void Keys_read_back_as_they_were_given()
    {
        Assert.Equal("a b/ü", silo.Client.GetGrain<ICallGrain>("a b/ü").GetPrimaryKeyString());
        Assert.Equal(-5, silo.Client.GetGrain<IManagementGrain>(-5).GetPrimaryKeyLong());
    }
}
