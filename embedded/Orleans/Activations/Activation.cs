using Orleans.Calls;
using Orleans.Invocation;
using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans.Activations;

/// <summary>
/// One grain in memory. It is the scheduler of everything the grain does: whatever is queued runs one after the other, never on
/// two threads, and continuations come back to it because it is their current scheduler. Idle it is a small object: queues,
/// services and timers are made when needed.
/// </summary>
internal sealed class Activation : TaskScheduler, IGrainContext, IThreadPoolWorkItem
{
    private const int WorkPerTurn = 64;
    private static readonly Action<object?> RunWork = static activation => ((Activation)activation!).RunQueuedWork();

    // All fields are guarded by the activation itself: a lock object of its own would be a tenth of an idle activation.
    private readonly GrainId _id;
    private object? _firstWork;
    private Queue<object>? _moreWork;
    private ActivationRequest? _firstWaiting;
    private ActivationRequest? _lastWaiting;
    private ActivationExtras? _extras;
    private int _waiting;
    private int _exclusive;
    private int _readOnly;
    private int _interleaved;
    private uint _lastUsed;
    private ActivationState _state;
    private bool _scheduled;
    private bool _ending;
    private bool _leaving;

    public Activation(GrainId id, ActivationClass activationClass)
    {
        _id = id;
        Class = activationClass;
        _lastUsed = activationClass.Silo.Now;
    }

    public ActivationClass Class { get; }

    public Silo Silo => Class.Silo;

    public GrainId GrainId => _id;

    public object? GrainInstance { get; private set; }

    public GrainReference GrainReference => Class.CreateReference(_id);

    public IServiceProvider ActivationServices => Class.NeedsScope ? Extras.Services(Silo.Services) : Silo.Services;

    public Task Deactivated => Extras.Ended.Task;

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>When it last began or ended a request, in ticks of the <see cref="CallTracker"/>.</summary>
    public uint LastUsed => _lastUsed;

    private ActivationExtras Extras
    {
        get
        {
            lock (this)
                return _extras ??= new ActivationExtras();
        }
    }

    private bool IsBusy => _exclusive + _readOnly + _interleaved > 0;

    private bool HasStreams => _extras?.Streams.Count > 0;

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    /// <summary>Begins to activate; requests wait meanwhile.</summary>
    public void Start() => Enqueue(new ActivationTransition(this, activates: true));

    /// <summary>Takes a request: runs it now, lets it wait, or refuses it.</summary>
    /// <param name="call">The request.</param>
    /// <param name="owned">Whether the grain belongs to this silo.</param>
    /// <returns>False when the activation has ended.</returns>
    public bool TryAccept(ActivationRequest call, bool owned)
    {
        var full = false;
        lock (this)
        {
            if (_state == ActivationState.Ended)
                return false;

            _lastUsed = Silo.Now;
            if (AdmitsNow(call))
            {
                Begin(call);
                EnqueueLocked(call);
                return true;
            }

            if (owned || !_leaving)
            {
                full = Class.WaitingLimit > 0 && _waiting >= Class.WaitingLimit;
                if (!full)
                {
                    Append(call);
                    return true;
                }
            }
        }

        if (full)
            call.Failed(new LimitExceededException("SiloMessagingOptions.MaxEnqueuedRequestsHardLimit", Class.WaitingLimit + 1, Class.WaitingLimit, $"{_id} has too many waiting requests."));
        else
            call.Refused(new Refusal(RefusalKind.NotOwner, Silo.ViewVersion));
        return true;
    }

    /// <summary>Runs an action in the turn, beside the requests.</summary>
    public void Post(Action action) => Enqueue(action);

    /// <summary>Takes the tick of a timer; dropped when the activation is not active.</summary>
    public bool TryTick(ActivationRequest tick, bool keepsAlive)
    {
        lock (this)
        {
            if (_state != ActivationState.Active || _ending)
                return false;
            if (keepsAlive)
                _lastUsed = Silo.Now;
            if (MayStart(tick))
            {
                Begin(tick);
                EnqueueLocked(tick);
            }
            else
            {
                Append(tick);
            }
        }

        return true;
    }

    public IGrainTimer RegisterTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        var timer = new GrainTimer(this, callback, options, Silo.Time);
        lock (this)
            (_extras ??= new ActivationExtras()).Timers.Add(timer);
        timer.Change(options.DueTime, options.Period);
        return timer;
    }

    public void Forget(GrainTimer timer)
    {
        lock (this)
            _extras?.Timers.Remove(timer);
    }

    public void AddStream(StreamProducer producer)
    {
        lock (this)
            (_extras ??= new ActivationExtras()).Streams.Add(producer);
        producer.Start();
    }

    public void StreamEnded(StreamProducer producer)
    {
        lock (this)
        {
            _extras!.Streams.Remove(producer);
            _lastUsed = Silo.Now;
            EndIfIdle();
        }
    }

    public void DelayDeactivation(TimeSpan time) =>
        Extras.KeepUntil = time <= TimeSpan.Zero ? 0 : Silo.Now + CallTracker.TicksOf(time);

    public void EnterReentrantSection(Guid chain)
    {
        var extras = Extras;
        lock (this)
            extras.ReentrantChains[chain] = extras.ReentrantChains.GetValueOrDefault(chain) + 1;
    }

    public void LeaveReentrantSection(Guid chain)
    {
        var extras = Extras;
        lock (this)
        {
            if (--extras.ReentrantChains[chain] == 0)
                extras.ReentrantChains.Remove(chain);
        }
    }

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (this)
        {
            if (_ending || _state >= ActivationState.Deactivating)
                return;
            _ending = true;
            (_extras ??= new ActivationExtras()).Reason = deactivationReason;
            EndIfIdle();
        }
    }

    /// <summary>The grain belongs to another silo now, or this one stops: ends once requests and streams are done.</summary>
    /// <returns>Completes when it has ended.</returns>
    public Task Leave(DeactivationReason reason)
    {
        ActivationRequest? waiting;
        lock (this)
        {
            if (_state == ActivationState.Ended)
                return Task.CompletedTask;
            if (_leaving)
                return Extras.Ended.Task;

            _leaving = true;
            if (!_ending)
            {
                _ending = true;
                Extras.Reason = reason;
            }

            // Calls that would have to wait for their turn go to the new owner; those that can run beside the running ones still do.
            waiting = _state == ActivationState.Active ? TakeWaiting() : null;
            EndIfIdle();
        }

        Redeliver(waiting);
        return Extras.Ended.Task;
    }

    /// <summary>Ends streams that hold up <see cref="Leave"/>.</summary>
    public void EndStreams()
    {
        StreamProducer[] streams;
        lock (this)
            streams = [.. _extras?.Streams ?? []];
        foreach (var stream in streams)
            stream.Abort(new SiloUnavailableException($"{_id} moves to another silo: open the stream again."));
    }

    /// <summary>Ends the activation when it had no request since a time.</summary>
    /// <returns>Whether it ends.</returns>
    public bool CollectIfIdle(uint now, uint age)
    {
        lock (this)
        {
            if (_state != ActivationState.Active || _ending || IsBusy || HasStreams || now - _lastUsed < age || _extras?.KeepUntil > now)
                return false;
        }

        Deactivate(new DeactivationReason(DeactivationReasonCode.ActivationIdle, "The activation had no calls for its collection age."));
        return true;
    }

    /// <summary>Frees queues that a burst has left behind.</summary>
    public void Trim()
    {
        lock (this)
        {
            if (_moreWork?.Count == 0)
                _moreWork = null;
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        RuntimeContext.Activation = this;
        new Task(RunWork, this).RunSynchronously(this);
        RuntimeContext.Activation = null;
    }

    protected override void QueueTask(Task task) => Enqueue(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        RuntimeContext.Activation == this && !taskWasPreviouslyQueued && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (this)
            return [.. (_moreWork ?? []).OfType<Task>()];
    }

    // ---- transitions, called by ActivationTransition inside the turn ----

    public void SetInstance(object instance) => GrainInstance = instance;

    public void Activated()
    {
        lock (this)
        {
            _state = ActivationState.Active;
            StartWaiting();
            EndIfIdle();
        }
    }

    /// <summary>Ends the activation.</summary>
    /// <returns>The requests that still wait.</returns>
    public ActivationRequest? End()
    {
        Silo.Activations.Remove(this);
        lock (this)
        {
            _state = ActivationState.Ended;
            _extras?.Ended.TrySetResult();
            return TakeWaiting();
        }
    }

    public ActivationExtras TakeExtras() => Extras;

    public void Redeliver(ActivationRequest? waiting)
    {
        while (waiting is { } call)
        {
            waiting = call.Next;
            call.Next = null;
            if (call is GrainInvocation grainCall)
                Silo.Redeliver(grainCall);
        }
    }

    // ---- inside the lock ----

    private bool AdmitsNow(ActivationRequest call)
    {
        if (_state != ActivationState.Active)
            return false;
        if (!_ending)
            return MayStart(call);
        return _leaving ? (IsBusy || HasStreams) && MayStart(call) : IsBusy && Interleaves(call);
    }

    private static bool Interleaves(ActivationRequest call) =>
        (call.Options & (GrainMethodOptions.AlwaysInterleave | GrainMethodOptions.Stream)) != 0;

    private bool MayStart(ActivationRequest call)
    {
        if (_exclusive + _readOnly == 0 || Interleaves(call) || Class.IsReentrant)
            return true;
        if ((call.Options & GrainMethodOptions.ReadOnly) != 0 && _exclusive == 0)
            return true;
        return _extras is { HasReentrantChains: true } extras
            && call.Context?.GetValueOrDefault("#CCR") is Guid chain
            && extras.ReentrantChains.ContainsKey(chain);
    }

    private void Begin(ActivationRequest call)
    {
        if (Interleaves(call))
            _interleaved++;
        else if ((call.Options & GrainMethodOptions.ReadOnly) != 0)
            _readOnly++;
        else
            _exclusive++;
    }

    private void Append(ActivationRequest call)
    {
        if (_lastWaiting is null)
            _firstWaiting = call;
        else
            _lastWaiting.Next = call;
        _lastWaiting = call;
        _waiting++;
    }

    private ActivationRequest? TakeWaiting()
    {
        var first = _firstWaiting;
        _firstWaiting = _lastWaiting = null;
        _waiting = 0;
        return first;
    }

    private void StartWaiting()
    {
        if (_state != ActivationState.Active)
            return;

        ActivationRequest? previous = null;
        for (var call = _firstWaiting; call is not null;)
        {
            var next = call.Next;
            if (_ending || !MayStart(call))
            {
                previous = call;
            }
            else
            {
                if (previous is null)
                    _firstWaiting = next;
                else
                    previous.Next = next;
                if (next is null)
                    _lastWaiting = previous;
                call.Next = null;
                _waiting--;
                Begin(call);
                EnqueueLocked(call);
            }

            call = next;
        }
    }

    private void EndIfIdle()
    {
        if (!_ending || _state != ActivationState.Active || IsBusy || (_leaving && HasStreams))
            return;

        _state = ActivationState.Deactivating;
        EnqueueLocked(new ActivationTransition(this, activates: false));
    }

    private void EnqueueLocked(object work)
    {
        if (_firstWork is null && _moreWork is not { Count: > 0 })
            _firstWork = work;
        else
            (_moreWork ??= new Queue<object>()).Enqueue(work);

        if (!_scheduled)
        {
            _scheduled = true;
            Class.Silo.Schedule(this);
        }
    }

    // ---- the turn ----

    private void Enqueue(object work)
    {
        lock (this)
            EnqueueLocked(work);
    }

    private void RunQueuedWork()
    {
        for (var count = 0; count < WorkPerTurn; count++)
        {
            object? work;
            lock (this)
            {
                work = _firstWork;
                _firstWork = null;
                if (work is null && _moreWork?.TryDequeue(out work) is not true)
                {
                    _scheduled = false;
                    return;
                }
            }

            switch (work)
            {
                case Task task:
                    TryExecuteTask(task);
                    break;
                case ActivationRequest call:
                    _ = RunAsync(call);
                    break;
                case ActivationTransition transition:
                    _ = transition.RunAsync();
                    break;
                case Action action:
                    action();
                    break;
            }
        }

        // Others get their turn first.
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private async Task RunAsync(ActivationRequest call)
    {
        try
        {
            if (call.IsAbandoned)
            {
                call.Dropped();
            }
            else
            {
                if (call.Context is { } context)
                    RequestContext.Current = context;
                await call.InvokeAsync(this);
                call.Completed();
            }
        }
        catch (Exception error)
        {
            call.Failed(error);
        }

        Finish(call);
    }

    private void Finish(ActivationRequest call)
    {
        lock (this)
        {
            if (Interleaves(call))
                _interleaved--;
            else if ((call.Options & GrainMethodOptions.ReadOnly) != 0)
                _readOnly--;
            else
                _exclusive--;
            if (call is GrainInvocation)
                _lastUsed = Silo.Now;
            if (_firstWaiting is not null)
                StartWaiting();
            if (_ending)
                EndIfIdle();
        }
    }
}
