using Platform.Contracts.Sessions;
using Platform.Silo.Limits;
using Platform.Silo.Models;

namespace Platform.Silo.Sessions;

/// <summary>A turn from its acceptance to its end.</summary>
/// <param name="id">Its id.</param>
/// <param name="request">What was asked.</param>
/// <param name="plan">How it is run.</param>
/// <param name="receivedAt">When it came.</param>
internal sealed class Turn(string id, TurnRequest request, TurnPlan plan, DateTimeOffset receivedAt)
{
    private readonly CancellationTokenSource _cancellation = new();
    private TaskCompletionSource<bool>? _place;

    public string Id => id;

    public TurnRequest Request => request;

    public TurnPlan Plan => plan;

    /// <summary>The models that may answer.</summary>
    public ModelRoute Route { get; private set; } = plan.Route;

    /// <summary>How to generate.</summary>
    public GenerationOptions Options { get; set; } = plan.Options;

    /// <summary>When it came (UTC).</summary>
    public DateTimeOffset ReceivedAt => receivedAt;

    /// <summary>The session as it was when the turn was accepted; null for a stateless one.</summary>
    public SessionState? Accepted { get; init; }

    /// <summary>What it has taken of limits; null when nothing limits it.</summary>
    public TurnPermit? Permit { get; init; }

    /// <summary>What the model has said so far.</summary>
    public AnswerBuilder Answer { get; } = new();

    /// <summary>The number of its first message; 0 before it runs.</summary>
    public long FirstSeq { get; set; }

    /// <summary>The number of its answer; 0 before it runs.</summary>
    public long AnswerSeq => FirstSeq == 0 ? 0 : FirstSeq + request.Input.Length;

    /// <summary>The model that is asked, or answers.</summary>
    public string Model { get; set; } = plan.Route.First;

    /// <summary>Its numbered events; null as long as nobody has watched.</summary>
    public TurnEvents? Events { get; private set; }

    /// <summary>Ends its waiting when that takes too long; null when it never waited.</summary>
    public IDisposable? Patience { get; set; }

    /// <summary>How it ends.</summary>
    public Task<TurnResult> Completion { get; set; } = null!;

    /// <summary>Whether somebody asked to stop it.</summary>
    public bool IsCancelled { get; private set; }

    /// <summary>Whether the silo goes away under it.</summary>
    public bool IsAborted { get; private set; }

    /// <summary>Whether it has waited longer than it may.</summary>
    public bool IsExpired { get; private set; }

    /// <summary>Whether it was stopped while it waited, so that it never runs.</summary>
    public bool NeverRuns => !IsRunning && (IsCancelled || IsAborted || IsExpired);

    /// <summary>Whether the model is done, so that stopping comes too late.</summary>
    public bool IsStoring { get; set; }

    /// <summary>Whether it has been let in.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>Whether it goes before those that merely wait.</summary>
    public bool Interrupts => plan.Concurrency == ConcurrencyPolicy.Interrupt;

    /// <summary>Whether it is the turn of a request with this hash.</summary>
    public bool IsOf(byte[]? hash) =>
        hash is null || request.RequestHash is not { } own || hash.AsSpan().SequenceEqual(own);

    /// <summary>Aborts the call of the model.</summary>
    public CancellationToken Cancellation => _cancellation.Token;

    /// <summary>Where it stands, or how it ended.</summary>
    public TurnRecord ToRecord(TurnResult? result = null)
    {
        var status = result?.Status ?? (IsRunning ? TurnStatus.InProgress : TurnStatus.Queued);
        return new TurnRecord
        {
            Result = result ?? new TurnResult
            {
                TurnId = id,
                Status = status,
                Message = Answer.IsEmpty ? null : new StoredMessage(AnswerSeq, id, Answer.ToMessage(), status, receivedAt),
                Model = Model,
            },
            Input = [.. request.Input.Select((message, place) => new StoredMessage(FirstSeq == 0 ? 0 : FirstSeq + place, id, message, status, receivedAt))],
            At = receivedAt,
            Note = request.Note,
        };
    }

    /// <summary>Has another model answer.</summary>
    public void FallBackTo(ModelRoute route) => (Route, Model) = (route, route.First);

    /// <summary>Has it wait for its place.</summary>
    public void Wait() => _place = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>True when it is its place; false when it was stopped before.</summary>
    public ValueTask<bool> Place() => _place is null ? new(true) : new(_place.Task);

    /// <summary>Lets it run.</summary>
    public void Admit()
    {
        IsRunning = true;
        Patience?.Dispose();
        _place?.SetResult(true);
    }

    /// <summary>Has its events kept for viewers from now on; what they missed is the beginning.</summary>
    public TurnEvents Watch(SessionOptions options)
    {
        if (Events is { } events)
            return events;
        Events = new TurnEvents(id, options, request.KeepsPieces);
        if (IsRunning)
        {
            Events.Start(Model, AnswerSeq);
            Events.CatchUp(Answer);
        }

        return Events;
    }

    /// <summary>Stops it. False when that comes too late.</summary>
    public bool Cancel()
    {
        if (IsStoring || IsCancelled || NeverRuns || Completion.IsCompleted)
            return false;
        IsCancelled = true;
        if (!IsRunning)
            _place!.SetResult(false);
        else
            _cancellation.Cancel();
        return true;
    }

    /// <summary>Drops it if it still waits.</summary>
    public void Expire()
    {
        if (IsRunning || NeverRuns)
            return;
        IsExpired = true;
        _place!.SetResult(false);
    }

    /// <summary>Ends it without keeping anything, because the silo goes away.</summary>
    public void Abort()
    {
        IsAborted = true;
        if (!IsRunning)
            _place!.TrySetResult(false);
        _cancellation.Cancel();
    }
}
