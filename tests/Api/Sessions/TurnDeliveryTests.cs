using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Platform.Api.Overload;
using Platform.Api.Sessions;
using Platform.Contracts.DeadLetters;
using Platform.Contracts.Errors;
using Platform.Contracts.Paging;
using Platform.Contracts.Sessions;
using Platform.ServiceDefaults.Tuning;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Sessions;

public sealed class TurnDeliveryTests
{
    private static readonly TurnRequest Turn = new() { Input = [new ChatMessage(ChatRole.User, "hello")] };

    private readonly ManualTimeProvider _time = new();

    private TurnDelivery Delivery => new(
        new TurnGate(() => TimeSpan.Zero, Options.Create(new OverloadOptions()), _time, NullLogger<TurnGate>.Instance),
        new AwakeProcessors(Options.Create(new TuningOptions()), _time, NullLogger<AwakeProcessors>.Instance),
        _time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_turn_that_a_stopping_silo_did_not_take_is_brought_to_the_sessions_next_place()
    {
        var session = new MovingSession(Refused(), () => throw Rejection.Of("moved"), NeverRan, Completed);

        var result = await Moving(Delivery.Send(session, Turn, Cancellation));

        Assert.Equal((TurnStatus.Completed, 4), (result.Status, session.Sent));
    }

    [Fact]
    public async Task A_stream_that_a_stopping_silo_did_not_begin_is_opened_at_the_sessions_next_place()
    {
        var session = new MovingSession(Refused(), NeverRan, Completed);

        var events = await Moving(Events(session, Cancellation));

        Assert.Equal([TurnEventKind.Started, TurnEventKind.Ended], events.Select(step => step.Kind));
        Assert.Equal(3, session.Sent);
    }

    [Theory]
    [InlineData(ErrorCode.Interrupted)]
    [InlineData(ErrorCode.StorageUnavailable)]
    [InlineData(ErrorCode.SessionBusy)]
    public async Task What_may_have_run_or_is_refused_for_another_reason_is_not_repeated(ErrorCode code)
    {
        var session = new MovingSession(() => throw new PlatformException(code, "no"));
        Assert.Equal(code, (await Assert.ThrowsAsync<PlatformException>(() => Delivery.Send(session, Turn, Cancellation))).Code);
        Assert.Equal(code, (await Assert.ThrowsAsync<PlatformException>(() => Events(session, Cancellation))).Code);

        session = new MovingSession(() => Ended(TurnStatus.Interrupted, code));
        Assert.Equal(code, (await Delivery.Send(session, Turn, Cancellation)).Error!.Code);
        Assert.Equal(code, (await Events(session, Cancellation))[^1].Result!.Error!.Code);
        Assert.Equal(2, session.Sent);
    }

    [Fact]
    public async Task A_turn_whose_silo_was_lost_may_have_run_and_is_not_repeated()
    {
        var session = new MovingSession(() => throw new SiloUnavailableException("lost"), Completed);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => Delivery.Send(session, Turn, Cancellation));
        Assert.Equal(1, session.Sent);

        session = new MovingSession(() => throw new SiloUnavailableException("lost"), Completed);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => Events(session, Cancellation));
        Assert.Equal(1, session.Sent);
    }

    [Fact]
    public async Task A_session_that_does_not_settle_is_given_up_in_the_end()
    {
        var session = new MovingSession(Refused());
        var error = await Assert.ThrowsAsync<PlatformException>(() => Moving(Delivery.Send(session, Turn, Cancellation)));
        Assert.Equal(ErrorCode.Draining, error.Code);

        session = new MovingSession(NeverRan);
        Assert.Equal(ErrorCode.Draining, (await Moving(Events(session, Cancellation)))[^1].Result!.Error!.Code);
    }

    [Fact]
    public async Task Nothing_is_brought_again_for_a_caller_who_has_left()
    {
        using var gone = new CancellationTokenSource();
        var session = new MovingSession(() =>
        {
            gone.Cancel();
            throw new PlatformException(ErrorCode.Draining, "stopping");
        });

        await Assert.ThrowsAsync<PlatformException>(() => Delivery.Send(session, Turn, gone.Token));

        Assert.Equal(1, session.Sent);
    }

    private async Task<T> Moving<T>(Task<T> call)
    {
        while (!call.IsCompleted)
        {
            if (_time.ArmedTimers > 0)
                _time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Yield();
        }

        return await call;
    }

    private async Task<List<TurnEvent>> Events(ISessionGrain session, CancellationToken cancellationToken)
    {
        var events = new List<TurnEvent>();
        await foreach (var step in Delivery.Stream(session, Turn, cancellationToken))
            events.Add(step);
        return events;
    }

    private static Func<TurnResult> Refused() => () => throw new PlatformException(ErrorCode.Draining, "stopping");

    private static TurnResult NeverRan() => Ended(TurnStatus.Interrupted, ErrorCode.Draining);

    private static TurnResult Completed() => new() { TurnId = "turn_1", Status = TurnStatus.Completed, Model = "m" };

    private static TurnResult Ended(TurnStatus status, ErrorCode code) =>
        new() { TurnId = "turn_1", Status = status, Model = "m", Error = new Failure(code, "no") };

    /// <summary>A session that answers each request for a turn in its own way; the last one over and over.</summary>
    private sealed class MovingSession(params Func<TurnResult>[] answers) : ISessionGrain
    {
        public int Sent { get; private set; }

        public Task<TurnResult> Send(TurnRequest request)
        {
            try
            {
                return Task.FromResult(Next());
            }
            catch (Exception error)
            {
                return Task.FromException<TurnResult>(error);
            }
        }

        public Task<bool> Holds(string request) => throw new NotSupportedException();

        public async IAsyncEnumerable<TurnEvent> Stream(
            TurnRequest request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.CompletedTask;
            var result = Next();
            if (result.Status == TurnStatus.Completed)
                yield return new TurnEvent(1, TurnEventKind.Started, result.TurnId);
            yield return new TurnEvent(2, result.Error is null ? TurnEventKind.Ended : TurnEventKind.Failed, result.TurnId) { Result = result };
        }

        public Task<SessionInfo> Create(NewSession settings) => throw new NotSupportedException();

        public Task<SessionInfo?> Get() => throw new NotSupportedException();

        public Task<SessionInfo> Update(SessionChanges changes) => throw new NotSupportedException();

        public Task<bool> Delete() => throw new NotSupportedException();

        public Task<ErasedSession?> Erase(string? onlyOfUser) => throw new NotSupportedException();

        public IAsyncEnumerable<TurnEvent> Attach(string? turnId, long after, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public IAsyncEnumerable<TurnEvent> Follow(string turnId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public async Task<TurnRecord> Begin(TurnRequest request) => new() { Result = await Send(request), Input = [], At = default };

        public Task<TurnRecord?> FindTurn(string turnId) => throw new NotSupportedException();

        public Task<StoredMessage[]> Append(NewMessages added) => throw new NotSupportedException();

        public Task<bool> RemovePart(string turnId, long seq, int? call, int text) => throw new NotSupportedException();

        public Task<bool> RemoveTurn(string turnId) => throw new NotSupportedException();

        public Task<SessionCopy?> Copy(string throughTurnId) => throw new NotSupportedException();

        public Task<SessionInfo> CreateFrom(SessionCopy copy) => throw new NotSupportedException();

        public Task<CancelOutcome> Cancel(string? turnId) => throw new NotSupportedException();

        public Task<DeadLetter[]> DeadLetters(string? turnId) => throw new NotSupportedException();

        public Task ClearDeadLetters() => throw new NotSupportedException();

        public Task<bool> PostUsage() => throw new NotSupportedException();

        public Task<Page<StoredMessage>> History(HistoryRequest request) => throw new NotSupportedException();

        private TurnResult Next() => answers[Math.Min(Sent++, answers.Length - 1)]();
    }
}
