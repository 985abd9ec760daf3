using System.Runtime.InteropServices;

namespace Platform.LoadTests.Running;

/// <summary>
/// Ctrl+C and SIGTERM: the first ends the running stretch early, so that what was measured until then is verified and reported;
/// the second gives up at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _givenUp = new();
    private readonly PosixSignalRegistration[] _signals;
    private readonly Lock _lock = new();
    private Action? _end;
    private int _count;

    private Interruption(params ReadOnlySpan<PosixSignal> signals)
    {
        _signals = new PosixSignalRegistration[signals.Length];
        for (var index = 0; index < signals.Length; index++)
        {
            _signals[index] = PosixSignalRegistration.Create(signals[index], context =>
            {
                context.Cancel = true;
                Signal();
            });
        }
    }

    /// <summary>Everything is given up.</summary>
    public CancellationToken GivenUp => _givenUp.Token;

    /// <summary>Whether a signal came.</summary>
    public bool Came => Volatile.Read(ref _count) > 0;

    /// <summary>One that listens to the signals of this process.</summary>
    public static Interruption OfThisProcess() => new(PosixSignal.SIGINT, PosixSignal.SIGTERM);

    /// <summary>One that only <see cref="Signal"/> reaches.</summary>
    public static Interruption ByHand() => new([]);

    /// <summary>Tells how the first signal ends what runs now; null when there is nothing to end, so that the first one gives up, too.</summary>
    public void EndBy(Action? end)
    {
        lock (_lock)
            _end = end;
    }

    /// <summary>What a signal does.</summary>
    public void Signal()
    {
        lock (_lock)
        {
            if (Interlocked.Increment(ref _count) == 1 && _end is not null)
                _end();
            else
                _givenUp.Cancel();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        _givenUp.Dispose();
    }
}
