using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Platform.Api.Authentication;
using Platform.Api.Items;
using Platform.Api.Sessions;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;
using Platform.Contracts.Sessions;

namespace Platform.Api.Responses;

/// <summary>
/// Brings the turn of a response to where it belongs: a new chain, the chain it follows, a conversation, or nowhere. A chain
/// is one session; a response that follows one from which the chain has gone on already begins a copy of it.
/// </summary>
internal sealed class ResponseRun
{
    private const string StatelessPrefix = "resp_";

    private readonly ResponseCall _call;
    private readonly Caller _caller;
    private readonly IClusterClient _cluster;
    private readonly TimeProvider _time;
    private ISessionGrain _session;
    private readonly TurnRequest _turn;

    private ResponseRun(ResponseCall call, Caller caller, IClusterClient cluster, TimeProvider time, string sessionId, TurnRequest turn)
    {
        (_call, _caller, _cluster, _time, _turn) = (call, caller, cluster, time, turn);
        _session = SessionReach.Any(cluster, caller, sessionId);
        SessionId = turn.Store ? sessionId : null;
    }

    /// <summary>The session in which the turn is stored; null when it is stored nowhere.</summary>
    public string? SessionId { get; private set; }

    /// <summary>What the turn adds, or, when it is stored nowhere, all that its model is given.</summary>
    public ChatMessage[] Input => _turn.Input;

    /// <summary>Finds out where a checked request belongs.</summary>
    /// <exception cref="PlatformException">What it refers to is not there, or not the caller's.</exception>
    public static async Task<ResponseRun> Prepare(ResponseCall call, Caller caller, IClusterClient cluster, TimeProvider time)
    {
        try
        {
            if (call is { PreviousText: { } text, Previous: null, Before: null })
                throw ResponseFailures.PreviousNotFound(text);
            var said = await ReferredItems.Resolve(call.Items, caller, cluster);
            var open = AnsweredCalls.Open(call.Items, said);
            var turn = call.Turn with { Input = InputItem.Join(said) };
            if (!turn.Store)
            {
                var alone = await ResponseContext.Put(turn, open, call, caller, cluster);
                return new ResponseRun(call, caller, cluster, time, SortableId.New(StatelessPrefix, time), alone);
            }

            if (call.Terms.Conversation is { } conversation)
            {
                await AnsweredCalls.Require(open, await SessionReach.Own(cluster, caller, conversation));
                return new ResponseRun(call, caller, cluster, time, conversation, turn);
            }

            if (call.Previous is not { } previous)
            {
                AnsweredCalls.Require(open, call.Before ?? []);
                turn = turn with { Input = ResponseContext.Join(call.Before ?? [], turn.Input) };
                var settings = new NewSession { AgentId = turn.AgentId, UserId = call.UserId };
                return new ResponseRun(call, caller, cluster, time, NewChain(turn, caller, time), turn with { CreateWith = settings });
            }

            await AnsweredCalls.Require(open, await SessionReach.Own(cluster, caller, previous.SessionId));
            var run = new ResponseRun(call, caller, cluster, time, previous.SessionId, turn with { Follows = previous.TurnId });
            // What follows a response is no part of the conversation that the response was given in.
            if (!previous.SessionId.StartsWith(SessionTag.Chain, StringComparison.Ordinal))
                await run.Branch(previous);
            return run;
        }
        catch (PlatformException error)
        {
            throw ResponseFailures.Of(error, call);
        }
    }

    /// <summary>Asks the session, or once the chain has gone on a copy of it.</summary>
    /// <exception cref="PlatformException">The turn was refused.</exception>
    public async Task<T> Ask<T>(Func<ISessionGrain, TurnRequest, Task<T>> ask)
    {
        try
        {
            try
            {
                return await ask(_session, _turn);
            }
            catch (PlatformException error) when (error.Code == ErrorCode.NotTheLastTurn && SessionId == _call.Previous?.SessionId)
            {
                await Branch(_call.Previous!.Value);
            }

            return await ask(_session, _turn);
        }
        catch (PlatformException error)
        {
            throw ResponseFailures.Of(error, _call);
        }
    }

    /// <summary>The events of the turn.</summary>
    public async IAsyncEnumerable<TurnEvent> Stream(TurnDelivery delivery, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (events, any) = await Ask((session, turn) => Begin(delivery.Stream(session, turn, cancellationToken), cancellationToken));
        await using (events)
        {
            for (var more = any; more; more = await events.MoveNextAsync())
                yield return events.Current;
        }
    }

    private static async Task<(IAsyncEnumerator<TurnEvent> Events, bool Any)> Begin(IAsyncEnumerable<TurnEvent> steps, CancellationToken cancellationToken)
    {
        var events = steps.GetAsyncEnumerator(cancellationToken);
        try
        {
            return (events, await events.MoveNextAsync());
        }
        catch
        {
            await events.DisposeAsync();
            throw;
        }
    }

    private async Task Branch(ResponseId previous)
    {
        var copy = await _session.Copy(previous.TurnId);
        if (copy is null)
        {
            throw await _session.FindTurn(previous.TurnId) is { IsOver: false }
                ? ResponseFailures.PreviousInProgress(previous.ToString())
                : ResponseFailures.PreviousNotFound(previous.ToString());
        }

        SessionId = NewChain(_turn, _caller, _time);
        _session = SessionReach.Any(_cluster, _caller, SessionId);
        try
        {
            await _session.CreateFrom(copy);
        }
        catch (PlatformException error) when (error.Code == ErrorCode.AlreadyExists)
        {
            // The same request, sent before, has made it.
        }
    }

    /// <summary>The session of a new chain: with an idempotency key the one that the same request, sent before, has begun.</summary>
    private static string NewChain(TurnRequest turn, Caller caller, TimeProvider time) => turn.IdempotencyKey is { } key
        ? SortableId.From(SessionTag.Chain, SHA256.HashData(Encoding.UTF8.GetBytes($"{caller.KeyId} {key}")))
        : SortableId.New(SessionTag.Chain, time);
}
