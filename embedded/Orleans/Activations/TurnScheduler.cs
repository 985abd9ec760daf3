namespace Orleans.Activations;

/// <summary>
/// Runs work one item after the other, never on two threads. It is a task scheduler, so the continuations of what it runs come
/// back to it. Its queue is a single field until more than one item waits.
/// </summary>
internal abstract class TurnScheduler : TaskScheduler, IThreadPoolWorkItem
{
    private const int WorkPerTurn = 64;
    private static readonly Action<object?> RunWork = static scheduler => ((TurnScheduler)scheduler!).RunQueuedWork();

    // Guarded by the object itself, as in the derived class: a lock object of its own would be a tenth of an idle activation.
    private object? _firstWork;
    private Queue<object>? _moreWork;
    private bool _scheduled;

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Whether the current thread runs this scheduler's turn.</summary>
    protected abstract bool IsCurrent { get; }

    /// <summary>Frees the queue that a burst has left behind.</summary>
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
        EnterTurn();
        // Inside a task of this scheduler everything that runs has it as its current scheduler.
        new Task(RunWork, this).RunSynchronously(this);
        LeaveTurn();
    }

    /// <summary>Queues work: a task, or what <see cref="Run"/> knows.</summary>
    protected void Enqueue(object work)
    {
        lock (this)
            EnqueueLocked(work);
    }

    /// <summary>The same, by a caller that holds the lock.</summary>
    protected void EnqueueLocked(object work)
    {
        if (_firstWork is null && _moreWork is not { Count: > 0 })
            _firstWork = work;
        else
            (_moreWork ??= new Queue<object>()).Enqueue(work);

        if (!_scheduled)
        {
            _scheduled = true;
            Schedule();
        }
    }

    /// <summary>Runs an item that is no task; it must not throw.</summary>
    protected abstract void Run(object work);

    /// <summary>Gives this scheduler a thread.</summary>
    protected abstract void Schedule();

    /// <summary>The current thread begins to run the turn.</summary>
    protected abstract void EnterTurn();

    /// <summary>The current thread ends to run the turn.</summary>
    protected abstract void LeaveTurn();

    protected override void QueueTask(Task task) => Enqueue(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        IsCurrent && !taskWasPreviouslyQueued && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (this)
            return [.. (_moreWork ?? []).OfType<Task>()];
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

            if (work is Task task)
                TryExecuteTask(task);
            else
                Run(work!);
        }

        // Others get their turn first.
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
