using System.Reflection;
using Platform.Api.Calls;
using Platform.Contracts.Calls;
using Platform.ServiceDefaults.Requests;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Calls;

public sealed class LostCallsTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly GatewayLoss _gateways = new();
    private readonly TaskCompletionSource _call = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LostCallsTests() => RequestTags.Set("req_1", "acme", null);

    [Fact]
    public async Task A_call_is_given_up_when_the_grain_lives_elsewhere_and_has_not_got_it()
    {
        var grain = Grain(true, true, false, false);

        await Assert.ThrowsAsync<SiloUnavailableException>(() => Waited(grain));

        Assert.Equal(4, grain.Asked);
    }

    [Fact]
    public async Task When_a_connection_is_lost_grains_are_asked_at_once()
    {
        var grain = Grain(false, false);
        var waiting = Begin(grain);
        Assert.Equal(0, grain.Asked);

        _gateways.NotifyGatewayCountChanged(1, 2, false);

        await Eventually.See(() => Task.FromResult(grain.Asked), static asked => asked == 1, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => Passing(waiting));
    }

    [Fact]
    public async Task A_connection_that_is_made_is_no_reason_to_ask()
    {
        var grain = Grain(false);
        var waiting = Begin(grain);
        var next = _gateways.Next;

        _gateways.NotifyGatewayCountChanged(2, 1, false);

        Assert.False(next.IsCancellationRequested);
        _call.SetResult();
        await waiting;
        Assert.Equal(0, grain.Asked);
    }

    [Fact]
    public async Task One_no_is_not_enough_since_the_answer_may_be_under_way()
    {
        var grain = Grain(false, true, false);
        grain.AtLook(4, () => _call.SetResult());

        await Waited(grain);
    }

    [Fact]
    public async Task A_grain_that_cannot_be_asked_says_nothing_about_the_call()
    {
        var grain = Grain(
            Task.FromResult(false),
            Task.FromException<bool>(new SiloUnavailableException("gone")),
            Task.FromResult(false),
            new TaskCompletionSource<bool>().Task,
            Task.FromResult(true));
        grain.AtLook(5, () => _call.SetException(new TimeoutException("the end of its time")));

        Assert.Equal("the end of its time", (await Assert.ThrowsAsync<TimeoutException>(() => Waited(grain))).Message);
    }

    [Fact]
    public async Task A_call_that_is_for_no_request_and_the_question_itself_are_not_asked_for()
    {
        var question = new LostCalls(_gateways, _time).Invoke(Call(Grain(false), nameof(IHoldsCalls.Holds)));
        RequestContext.Clear();
        var call = Begin(Grain(false));

        Assert.Equal(0, _time.ArmedTimers);
        _call.SetResult();
        await Task.WhenAll(question, call);
    }

    private static AskedGrain Grain(params bool[] looks) => Grain([.. looks.Select(Task.FromResult)]);

    private static AskedGrain Grain(params Task<bool>[] looks)
    {
        var grain = (AskedGrain)(object)DispatchProxy.Create<IHoldsCalls, AskedGrain>();
        grain.Looks = looks;
        return grain;
    }

    private Task Begin(AskedGrain grain) => new LostCalls(_gateways, _time).Invoke(Call(grain, "Send"));

    private Task Waited(AskedGrain grain) => Passing(Begin(grain));

    /// <summary>Waits for a call, and lets time go on meanwhile.</summary>
    private async Task Passing(Task waiting)
    {
        while (!waiting.IsCompleted)
        {
            if (_time.ArmedTimers > 0)
                _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        await waiting;
    }

    private IOutgoingGrainCallContext Call(AskedGrain grain, string method)
    {
        var call = (OneCall)(object)DispatchProxy.Create<IOutgoingGrainCallContext, OneCall>();
        (call.Target, call.Name, call.Answer) = (grain, method, _call.Task);
        return (IOutgoingGrainCallContext)(object)call;
    }

    /// <summary>A call that a filter sees.</summary>
    public class OneCall : DispatchProxy
    {
        public object Target { get; set; } = "";

        public string Name { get; set; } = "";

        public Task Answer { get; set; } = Task.CompletedTask;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
        {
            "get_" + nameof(IGrainCallContext.Grain) => Target,
            "get_" + nameof(IGrainCallContext.MethodName) => Name,
            nameof(IGrainCallContext.Invoke) => Answer,
            _ => throw new NotSupportedException(targetMethod.Name),
        };
    }

    /// <summary>A grain that is asked whether it has the call, and answers each time in its own way; the last one over and over.</summary>
    public class AskedGrain : DispatchProxy
    {
        private int _actAt;
        private int _asked;
        private Action? _act;

        public Task<bool>[] Looks { get; set; } = [];

        public int Asked => Volatile.Read(ref _asked);

        /// <summary>Does something while it is asked for the nth time.</summary>
        public void AtLook(int number, Action act) => (_actAt, _act) = (number, act);

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            Assert.Equal(nameof(IHoldsCalls.Holds), targetMethod!.Name);
            Assert.Equal("req_1 acme", Assert.Single(args!));
            var look = Interlocked.Increment(ref _asked);
            if (look == _actAt)
                _act!();
            return Looks[Math.Min(look, Looks.Length) - 1];
        }
    }
}
