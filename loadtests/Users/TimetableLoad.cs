using Platform.LoadTests.Load;

namespace Platform.LoadTests.Users;

/// <summary>
/// Sends turns by a timetable: an open loop. A thread of its own sends each when it is due; one whose user still waits for an
/// answer is sent right behind it, and counts from when it was due all the same.
/// </summary>
internal sealed class TimetableLoad
{
    /// <summary>How long nothing may be answered, once everything was due.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly IReadOnlyList<ITurnUser> _users;
    private readonly WorkerTally[] _tallies;
    private readonly LoadStretch _stretch;
    private readonly CancellationToken _endedEarly;
    private readonly List<TurnSample>[] _samples;
    private readonly Queue<TimeSpan>[] _waitingForUser;
    private readonly Queue<TimeSpan> _waitingForAnybody = new();
    private readonly Queue<int> _free;
    private readonly bool[] _isBusy;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _busy;
    private TimeSpan _length;
    private bool _isOver;
    private Exception? _failure;

    private TimetableLoad(IReadOnlyList<ITurnUser> users, TimeSpan warmUp, TimeSpan length, TimeProvider time, CancellationToken cancellationToken)
    {
        _users = users;
        _length = length;
        _samples = [.. users.Select(static _ => new List<TurnSample>())];
        _waitingForUser = [.. users.Select(static _ => new Queue<TimeSpan>())];
        _free = new Queue<int>(Enumerable.Range(0, users.Count));
        _isBusy = new bool[users.Count];
        _tallies = [.. users.Select(static _ => new WorkerTally())];
        _stretch = LoadRun.Begin(_tallies, warmUp, length, time, cancellationToken);
        _endedEarly = _stretch.Ended;
    }

    /// <summary>Runs a timetable to its end, and waits for the answers.</summary>
    /// <param name="users">Who sends.</param>
    /// <param name="timetable">What is due, in order of time. Either all of it names its users, or none.</param>
    /// <param name="warmUp">How much of it is not measured.</param>
    /// <param name="length">How long it is in all.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the timetable early, as the end of the <see cref="LoadRun"/> does; what was sent until then is answered.</param>
    /// <exception cref="LoadFailedException">A turn was not answered, or not rightly.</exception>
    public static async Task<TurnSamples> Run(
        IReadOnlyList<ITurnUser> users, IEnumerable<PlannedTurn> timetable, TimeSpan warmUp, TimeSpan length, TimeProvider time, CancellationToken cancellationToken)
    {
        var load = new TimetableLoad(users, warmUp, length, time, cancellationToken);
        using var stretch = load._stretch;
        // A thread of its own: the pace may block it.
        await Task.Factory.StartNew(() => load.Send(timetable, Pace.By(time)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        await load.Answers(time);
        return new TurnSamples(stretch.Start, warmUp, load._length, load._samples.SelectMany(static samples => samples));
    }

    private async Task Answers(TimeProvider time)
    {
        while (true)
        {
            var answers = _stretch.Answers;
            try
            {
                await _ended.Task.WaitAsync(Patience, time, CancellationToken.None);
                return;
            }
            catch (TimeoutException) when (_stretch.Answers > answers)
            {
                // Much was due that could not be served in its time: it is being served.
            }
            catch (TimeoutException)
            {
                throw Volatile.Read(ref _failure) ?? new LoadFailedException($"{_busy} turns were sent and not answered within {Patience.TotalSeconds} s.");
            }
        }
    }

    private async Task Send(IEnumerable<PlannedTurn> timetable, Pace pace)
    {
        foreach (var turn in timetable)
        {
            while (turn.Due - _stretch.Elapsed is var left && left > TimeSpan.Zero && !_endedEarly.IsCancellationRequested)
                await pace.Wait(left, _endedEarly);
            if (_endedEarly.IsCancellationRequested)
                break;
            if (TryTake(turn) is { } user)
                _ = Serve(user, turn.Due);
        }

        lock (_lock)
        {
            _length = _endedEarly.IsCancellationRequested && _stretch.Elapsed < _length ? _stretch.Elapsed : _length;
            _isOver = true;
            EndWhenIdle();
        }
    }

    private async Task Serve(int user, TimeSpan? due)
    {
        try
        {
            for (var wasQueued = false; due is { } at; due = TryNext(user), wasQueued = true)
            {
                var sent = _stretch.Elapsed;
                var outcome = await _users[user].Turn(CancellationToken.None);
                _tallies[user].Warm();
                _samples[user].Add(new TurnSample(at, sent, _stretch.Elapsed, outcome, wasQueued));
            }
        }
        catch (Exception error)
        {
            // The run has failed: nothing more needs to be sent.
            await _stretch.Fail();
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
            if (!_endedEarly.IsCancellationRequested && (_waitingForUser[user].TryDequeue(out var due) || _waitingForAnybody.TryDequeue(out due)))
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
