using Orleans.Calls;
using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans.Activations;

/// <summary>One grain in memory: which requests run, which wait, and how it begins and ends. Idle it is a small object: services, timers and the like are made when needed.</summary>
internal sealed class Activation : TurnScheduler, IGrainContext
{
    // All fields are guarded by the activation itself.
    private readonly GrainId _id;
    private WaitingRequests _waiting;
    private RunningRequests _running;
    private ActivationExtras? _extras;
    private uint _lastUsed;
    private ActivationState _state;
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
                _running.Begin(call);
                EnqueueLocked(call);
                return true;
            }

            if (owned || !_leaving)
            {
                full = Class.WaitingLimit > 0 && _waiting.Count >= Class.WaitingLimit;
                if (!full)
                {
                    _waiting.Append(call);
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
                _running.Begin(tick);
                EnqueueLocked(tick);
            }
            else
            {
                _waiting.Append(tick);
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
            waiting = _state == ActivationState.Active ? _waiting.TakeAll() : null;
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
            if (_state != ActivationState.Active || _ending || _running.Any || HasStreams || now - _lastUsed < age || _extras?.KeepUntil > now)
                return false;
        }

        Deactivate(new DeactivationReason(DeactivationReasonCode.ActivationIdle, "The activation had no calls for its collection age."));
        return true;
    }

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
            return _waiting.TakeAll();
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

    private bool AdmitsNow(ActivationRequest call)
    {
        if (_state != ActivationState.Active)
            return false;
        if (!_ending)
            return MayStart(call);
        return _leaving ? (_running.Any || HasStreams) && MayStart(call) : _running.Any && call.Interleaves;
    }

    private bool MayStart(ActivationRequest call) =>
        _running.Admit(call, Class.IsReentrant)
        || (_extras is { HasReentrantChains: true } extras
            && call.Context?.GetValueOrDefault(RequestContext.ReentrancyKey) is Guid chain
            && extras.ReentrantChains.ContainsKey(chain));

    private void StartWaiting()
    {
        if (_state != ActivationState.Active || _ending || _waiting.Count == 0)
            return;

        ActivationRequest? previous = null;
        for (var call = _waiting.First; call is not null;)
        {
            var next = call.Next;
            if (MayStart(call))
            {
                _waiting.Remove(previous, call);
                _running.Begin(call);
                EnqueueLocked(call);
            }
            else
            {
                previous = call;
            }

            call = next;
        }
    }

    private void EndIfIdle()
    {
        if (!_ending || _state != ActivationState.Active || _running.Any || (_leaving && HasStreams))
            return;

        _state = ActivationState.Deactivating;
        EnqueueLocked(new ActivationTransition(this, activates: false));
    }

    protected override void Run(object work)
    {
        switch (work)
        {
            case ActivationRequest call:
                _ = RunAsync(call);
                break;
            case ActivationTransition transition:
                _ = transition.RunAsync();
                break;
            case Action action:
                RunAction(action);
                break;
        }
    }

    private void RunAction(Action action)
    {
        try
        {
            action();
        }
        catch (Exception error)
        {
            // Callbacks of a fired cancellation token are the grain's code.
            ActivationLog.CallbackFailed(Silo.Log, _id, error);
        }
    }

    protected override void Schedule() => Class.Silo.Schedule(this);

    protected override bool IsCurrent => RuntimeContext.Activation == this;

    protected override void EnterTurn() => RuntimeContext.Activation = this;

    protected override void LeaveTurn() => RuntimeContext.Activation = null;

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
            _running.End(call);
            if (call is GrainInvocation)
                _lastUsed = Silo.Now;
            StartWaiting();
            if (_ending)
                EndIfIdle();
        }
    }
}
