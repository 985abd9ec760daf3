using System.Reflection;
using Platform.Api.Sessions;
using Platform.Contracts.Sessions;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Sessions;

public sealed class LostCallTests
{
    private const string RequestId = "request-1";

    private readonly ManualTimeProvider _time = new();
    private readonly TaskCompletionSource<TurnResult> _call = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_call_is_given_up_when_the_session_lives_elsewhere_and_has_not_got_it()
    {
        var session = Session(true, true, false, false);

        await Assert.ThrowsAsync<SiloUnavailableException>(() => Waited(session));

        Assert.Equal(4, session.Asked);
    }

    [Fact]
    public async Task One_no_is_not_enough_since_the_answer_may_be_under_way()
    {
        var session = Session(false, true, false);
        session.AtLook(4, () => _call.SetResult(Result));

        Assert.Same(Result, await Waited(session));
    }

    [Fact]
    public async Task A_session_that_cannot_be_asked_says_nothing_about_the_call()
    {
        var session = Session(
            Task.FromResult(false),
            Task.FromException<bool>(new SiloUnavailableException("gone")),
            Task.FromResult(false),
            new TaskCompletionSource<bool>().Task,
            Task.FromResult(true));
        session.AtLook(5, () => _call.SetException(new TimeoutException("the end of its time")));

        Assert.Equal("the end of its time", (await Assert.ThrowsAsync<TimeoutException>(() => Waited(session))).Message);
    }

    [Fact]
    public async Task A_call_without_an_id_is_not_asked_for()
    {
        var waiting = LostCall.Answer((ISessionGrain)(object)Session(false), null, _call.Task, _time);
        Assert.Equal(0, _time.ArmedTimers);
        _call.SetResult(Result);
        Assert.Same(Result, await waiting);
    }

    private static TurnResult Result { get; } = new() { TurnId = "turn_1", Status = TurnStatus.Completed, Model = "m" };

    private static AskedSession Session(params bool[] looks) => Session([.. looks.Select(Task.FromResult)]);

    private static AskedSession Session(params Task<bool>[] looks)
    {
        var session = (AskedSession)(object)DispatchProxy.Create<ISessionGrain, AskedSession>();
        session.Looks = looks;
        return session;
    }

    /// <summary>Waits for the call, and lets time go on meanwhile.</summary>
    private async Task<TurnResult> Waited(AskedSession session)
    {
        var waiting = LostCall.Answer((ISessionGrain)(object)session, RequestId, _call.Task, _time);
        while (!waiting.IsCompleted)
        {
            if (_time.ArmedTimers > 0)
                _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        return await waiting;
    }

    /// <summary>A session that is asked whether it has the call, and answers each time in its own way; the last one over and over.</summary>
    public class AskedSession : DispatchProxy
    {
        private int _actAt;
        private Action? _act;

        public Task<bool>[] Looks { get; set; } = [];

        public int Asked { get; private set; }

        /// <summary>Does something while it is asked for the nth time.</summary>
        public void AtLook(int number, Action act) => (_actAt, _act) = (number, act);

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            Assert.Equal(nameof(ISessionGrain.IsSending), targetMethod!.Name);
            Assert.Equal(RequestId, Assert.Single(args!));
            if (++Asked == _actAt)
                _act!();
            return Looks[Math.Min(Asked, Looks.Length) - 1];
        }
    }
}
