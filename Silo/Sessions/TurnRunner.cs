using Platform.Contracts.DeadLetters;
using Platform.Contracts.Errors;
using Platform.Contracts.Sessions;
using Platform.Silo.Models;

namespace Platform.Silo.Sessions;

/// <summary>Runs one turn: asks the model, stores, answers.</summary>
/// <param name="address">The session.</param>
/// <param name="services">What sessions share.</param>
/// <param name="stored">The session in the store.</param>
/// <param name="ended">Called with each turn's end, before its callers hear of it.</param>
internal sealed class TurnRunner(SessionAddress address, SessionServices services, StoredSession stored, Action<Turn, TurnResult> ended)
{
    private const int BytesPerToken = 4;

    /// <summary>Runs a turn when it is its place. Never throws: whatever happens is a way to end.</summary>
    public async Task<TurnResult> Run(Turn turn)
    {
        TurnResult result;
        try
        {
            result = await turn.Place() ? await AskAndStore(turn) : await NeverRun(turn);
        }
        catch (PlatformException error)
        {
            SessionLog.TurnFailed(services.Logger, address.GrainKey, turn.Id, turn.Request.RequestId, error.Code.ToString());
            var status = error.Code == ErrorCode.Interrupted ? TurnStatus.Interrupted : TurnStatus.Failed;
            result = Abandon(turn, status, error.ToFailure());
        }
        catch (Exception error)
        {
            SessionLog.TurnDefect(services.Logger, address.GrainKey, turn.Id, turn.Request.RequestId, error);
            result = Abandon(turn, TurnStatus.Failed, SessionFailures.Defect());
        }

        ended(turn, result);
        return result;
    }

    private async ValueTask<TurnResult> AskAndStore(Turn turn)
    {
        var state = turn.Request.Store ? await stored.Load() ?? throw SessionFailures.NotFound(address.SessionId) : null;
        // Another activation may have had the session, and the same request, since this one was accepted.
        if (state is not null && state != turn.Accepted && stored.FindRepeated(state.Log, turn.Request) is { } repeated)
            return repeated.ToResult(replayed: true);
        var lifetime = state is null ? TimeSpan.Zero : await services.Planner.Lifetime(address, state.Record);
        var context = new ConversationContext(Instructions(turn), state?.Log, turn.Request.Input);
        stored.RunningTurnId = turn.Id;
        turn.FirstSeq = (state?.Log.LastSeq ?? 0) + 1;
        var bill = new TurnBill(address, services, turn);
        var seat = new Seat(services.FairShare, address.TenantId, turn.Plan.Weight);
        try
        {
            await bill.Reserve(Request, state?.Log.ByteCount ?? 0);
            await seat.Take();
            return await AskAndStore(turn, state, context, Request, bill, seat, lifetime);
        }
        catch (OperationCanceledException) when (turn.Cancellation.IsCancellationRequested)
        {
            // While it waited for its budget.
            return await NeverRun(turn);
        }
        finally
        {
            seat.Leave();
            await bill.Close();
        }

        ModelRequest Request() => new(context, turn.Options, address.TenantId, turn.Plan.Account.UserId);
    }

    private async ValueTask<TurnResult> AskAndStore(
        Turn turn, SessionState? state, ConversationContext context, Func<ModelRequest> request, TurnBill bill, Seat seat, TimeSpan lifetime)
    {
        if (state is not null && !turn.Route.IsInProcess)
            stored.Mark(state, Compose(turn, turn.FirstSeq, null, TurnStatus.Interrupted, null), lifetime);
        turn.Events?.Start(turn.Model, turn.AnswerSeq);
        turn.Events?.Tell();
        bill.Asked();
        var wasStopped = await Ask(turn, request(), seat);
        bill.Answered();
        await seat.Take();
        if (turn.IsAborted)
            return Abandon(turn, TurnStatus.Interrupted, SessionFailures.Stopping(services.Options.RetryAfter).ToFailure());

        turn.IsStoring = true;
        var status = wasStopped ? TurnStatus.Cancelled : TurnStatus.Completed;
        var answer = wasStopped ? turn.Answer.ToPartialMessage() : turn.Answer.ToMessage();
        var usage = turn.Answer.Usage ?? Estimate(turn, state, context);
        if (state is null)
        {
            var only = bill.On(Compose(turn, turn.FirstSeq, answer, status, usage));
            // It is stored nowhere else, and nobody gets an answer that is not counted.
            await services.InLedger(bill.Post(only, null));
            return only.ToResult(replayed: false);
        }

        bill.Storing();
        var entry = await stored.Commit(
            state, turn.Id, turn.Request, firstSeq => bill.On(Compose(turn, firstSeq, answer, status, usage)), turn.Plan.MaxMessages, lifetime);
        _ = bill.Post(entry, stored.Current?.Log);
        turn.FirstSeq = entry.FirstSeq;
        return entry.ToResult(replayed: entry.TurnId != turn.Id);
    }

    /// <summary>The end of a turn that was stopped while it waited.</summary>
    private async ValueTask<TurnResult> NeverRun(Turn turn)
    {
        if (turn.IsAborted)
            return Ended(turn, TurnStatus.Interrupted, SessionFailures.Draining(services.Options.RetryAfter).ToFailure());
        if (turn.IsCancelled)
            return Ended(turn, TurnStatus.Cancelled, null);
        var ttl = turn.Request.QueueTtl ?? services.Options.QueueTtl;
        if (turn.Request.Store)
            await KeepDeadLetter(turn, ttl);
        return Ended(turn, TurnStatus.Failed, SessionFailures.WaitedTooLong(ttl, services.Options.RetryAfter).ToFailure());
    }

    private async ValueTask KeepDeadLetter(Turn turn, TimeSpan ttl)
    {
        var letter = new DeadLetter
        {
            TurnId = turn.Id,
            SessionId = address.SessionId,
            Input = turn.Request.Input,
            ReceivedAt = turn.ReceivedAt,
            DroppedAt = services.Now,
            Ttl = ttl,
            AgentId = turn.Request.AgentId,
            Model = turn.Request.Model,
            KeyId = turn.Request.KeyId,
            RequestId = turn.Request.RequestId,
            IdempotencyKey = turn.Request.IdempotencyKey,
        };
        SessionLog.TurnExpired(services.Logger, address.GrainKey, turn.Id, turn.Request.RequestId, ttl);
        try
        {
            await stored.KeepDeadLetter(letter);
        }
        catch (PlatformException error)
        {
            // Its caller is told all the same that it did not run.
            SessionLog.DeadLetterLost(services.Logger, address.GrainKey, turn.Id, error.Message);
        }
    }

    private async ValueTask<bool> Ask(Turn turn, ModelRequest request, Seat seat)
    {
        services.Awake.Work();
        try
        {
            var answer = turn.Route.Ask(request, turn.Cancellation);
            await using var pieces = answer.Pieces.GetAsyncEnumerator(turn.Cancellation);
            var isFirst = true;
            while (await Next(turn, pieces, seat))
            {
                services.Awake.Work();
                var piece = pieces.Current;
                turn.Answer.Add(piece);
                turn.Model = answer.Model;
                Publish(turn, piece);
                // The first is what people wait for: it does not wait for those that come with it, nor for what is done at the end.
                if (isFirst && turn.Events?.Tell() == true)
                    await BehindWhatWasTold();
                isFirst = false;
                if (turn.Cancellation.IsCancellationRequested)
                    return turn.Answer.FinishReason is null;
                if (turn.Answer.Length > services.Options.MaxAnswerLength)
                    return false;
            }

            turn.Model = answer.Model;
            return false;
        }
        catch (OperationCanceledException) when (turn.Cancellation.IsCancellationRequested)
        {
            return true;
        }
    }

    /// <summary>
    /// Lets go of the thread until what was told is under way to the viewers. Otherwise the whole end of a short answer, up to what
    /// Redis does for it, takes the processors that its first piece is waiting for.
    /// </summary>
    private static async Task BehindWhatWasTold()
    {
        // The viewers' own part is queued in this activation, and the sending, after that, in the pool.
        await Task.Yield();
        var reached = new TaskCompletionSource();
        ThreadPool.UnsafeQueueUserWorkItem(static reached => reached.SetResult(), reached, preferLocal: false);
        await reached.Task;
    }

    /// <summary>The next piece of an answer. A turn that has to wait for it tells what it has, and leaves its seat to others.</summary>
    private static ValueTask<bool> Next(Turn turn, IAsyncEnumerator<ModelDelta> pieces, Seat seat)
    {
        var next = pieces.MoveNextAsync();
        if (next.IsCompleted)
            return next;
        turn.Events?.Tell();
        seat.Leave();
        return next;
    }

    private static void Publish(Turn turn, in ModelDelta piece)
    {
        if (turn.Events is not { } events)
            return;
        if (piece.Text is { Length: > 0 } text)
            events.AddText(text);
        if (piece.ToolCall is { } call)
            events.AddToolCall(turn.Answer.Placed(call));
    }

    private StoredTurn Compose(Turn turn, long firstSeq, ChatMessage? answer, TurnStatus status, TokenUsage? usage) => new()
    {
        TurnId = turn.Id,
        FirstSeq = firstSeq,
        At = services.Now,
        Status = status,
        Messages = answer is null ? turn.Request.Input : [.. turn.Request.Input, answer],
        Model = turn.Model,
        FinishReason = status != TurnStatus.Completed ? null
            : turn.Answer.Length > services.Options.MaxAnswerLength ? FinishReason.Length
            : turn.Answer.FinishReason ?? FinishReason.Stop,
        Usage = usage,
        Note = turn.Request.Note,
        Pieces = turn.Request.KeepsPieces && answer is not null ? turn.Events?.ToPieces() : null,
        IdempotencyKey = turn.Request.IdempotencyKey,
        RequestHash = turn.Request.IdempotencyKey is null ? turn.Request.RequestHash?[..StoredTurn.KeptHash] : turn.Request.RequestHash,
    };

    private TurnResult Abandon(Turn turn, TurnStatus status, Failure failure)
    {
        // The marker of an interrupted turn is what tells the session's next activation of it.
        if (turn.Request.Store && status == TurnStatus.Failed)
            stored.Unmark();
        return Ended(turn, status, failure);
    }

    private TurnResult Ended(Turn turn, TurnStatus status, Failure? failure) => new()
    {
        TurnId = turn.Id,
        Status = status,
        Message = turn.Answer.ToPartialMessage() is { } partial ? new StoredMessage(turn.AnswerSeq, turn.Id, partial, status, services.Now) : null,
        Model = turn.Model,
        Error = failure,
    };

    private static TokenUsage Estimate(Turn turn, SessionState? state, ConversationContext context)
    {
        // From sizes that are known anyway: counting the text itself would cost more the longer the session is.
        var input = state?.Log.ByteCount ?? 0;
        foreach (var message in turn.Request.Input)
            input += message.Content.Length;
        input += Instructions(turn)?.Content.Length ?? 0;
        return new TokenUsage(
            (int)Math.Min(int.MaxValue, (input / BytesPerToken) + context.Count), (turn.Answer.Length / BytesPerToken) + 1, Estimated: true);
    }

    private static ChatMessage? Instructions(Turn turn) =>
        (turn.Request.Instructions ?? turn.Plan.Agent?.Instructions) is { Length: > 0 } text ? new ChatMessage(ChatRole.System, text) : null;
}
