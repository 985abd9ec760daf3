using Platform.LoadTests.Load;

namespace Platform.LoadTests.Users;

/// <summary>
/// Sends turns by a timetable: an open loop. A thread of its own sends each when it is due; one whose user still waits for an
/// answer is sent right behind it, and counts from when it was due all the same.
/// </summary>
internal sealed class TimetableLoad
{
    /// <summary>How long the last answers may take, once everything was due.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>How often a wait looks whether it was given up.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private readonly IReadOnlyList<ITurnUser> _users;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly List<TurnSample>[] _samples;
    private readonly Queue<TimeSpan>[] _waitingForUser;
    private readonly Queue<TimeSpan> _waitingForAnybody = new();
    private readonly Queue<int> _free;
    private readonly bool[] _isBusy;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _busy;
    private bool _isOver;
    private Exception? _failure;

    private TimetableLoad(IReadOnlyList<ITurnUser> users, TimeProvider time)
    {
        _users = users;
        _time = time;
        _samples = [.. users.Select(static _ => new List<TurnSample>())];
        _waitingForUser = [.. users.Select(static _ => new Queue<TimeSpan>())];
        _free = new Queue<int>(Enumerable.Range(0, users.Count));
        _isBusy = new bool[users.Count];
        _start = time.GetTimestamp();
    }

    /// <summary>Runs a timetable to its end, and waits for the answers.</summary>
    /// <param name="users">Who sends.</param>
    /// <param name="timetable">What is due, in order of time. Either all of it names its users, or none.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the timetable early; what was sent until then is answered.</param>
    /// <exception cref="LoadFailedException">A turn was not answered, or not rightly.</exception>
    public static async Task<TurnSamples> Run(
        IReadOnlyList<ITurnUser> users, IEnumerable<PlannedTurn> timetable, TimeProvider time, CancellationToken cancellationToken)
    {
        var load = new TimetableLoad(users, time);
        await Task.Factory.StartNew(() => load.Send(timetable, cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            await load._ended.Task.WaitAsync(Patience, time, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            throw Volatile.Read(ref load._failure) ?? new LoadFailedException($"{load._busy} turns were not answered within {Patience.TotalSeconds} s after the last one was due.");
        }

        return new TurnSamples(load._start, [.. load._samples.SelectMany(static samples => samples)]);
    }

    private void Send(IEnumerable<PlannedTurn> timetable, CancellationToken cancellationToken)
    {
        foreach (var turn in timetable)
        {
            while (turn.Due - _time.GetElapsedTime(_start) is var left && left > TimeSpan.Zero && !IsStopped())
                FineSleep.For(left < LongestSleep ? left : LongestSleep);
            if (IsStopped())
                break;
            if (TryTake(turn) is { } user)
                _ = Serve(user, turn.Due);
        }

        lock (_lock)
        {
            _isOver = true;
            EndWhenIdle();
        }

        bool IsStopped() => cancellationToken.IsCancellationRequested || Volatile.Read(ref _failure) is not null;
    }

    private async Task Serve(int user, TimeSpan? due)
    {
        try
        {
            for (; due is { } at; due = TryNext(user))
            {
                var sent = _time.GetElapsedTime(_start);
                var outcome = await _users[user].Turn(CancellationToken.None);
                _samples[user].Add(new TurnSample(at, sent, _time.GetElapsedTime(_start), outcome));
            }
        }
        catch (Exception error)
        {
            lock (_lock)
            {
                _failure ??= error;
                _busy--;
                EndWhenIdle();
            }
        }
    }

    /// <summary>Takes the user for a turn; null when it has to wait.</summary>
    private int? TryTake(PlannedTurn turn)
    {
        lock (_lock)
        {
            if (turn.User is { } named && _isBusy[named])
            {
                _waitingForUser[named].Enqueue(turn.Due);
                return null;
            }

            if (turn.User is not { } user && !_free.TryDequeue(out user))
            {
                _waitingForAnybody.Enqueue(turn.Due);
                return null;
            }

            _isBusy[user] = true;
            _busy++;
            return user;
        }
    }

    /// <summary>What the user sends next; null when it is free now.</summary>
    private TimeSpan? TryNext(int user)
    {
        lock (_lock)
        {
            if (_failure is null && (_waitingForUser[user].TryDequeue(out var due) || _waitingForAnybody.TryDequeue(out due)))
                return due;
            _isBusy[user] = false;
            _free.Enqueue(user);
            _busy--;
            EndWhenIdle();
            return null;
        }
    }

    private void EndWhenIdle()
    {
        if (!_isOver || _busy > 0)
            return;
        if (_failure is not null)
            _ended.TrySetException(_failure);
        else
            _ended.TrySetResult();
    }
}
