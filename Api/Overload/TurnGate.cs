using Microsoft.Extensions.Options;
using Platform.Contracts.Errors;
using Platform.Contracts.Sessions;

namespace Platform.Api.Overload;

/// <summary>
/// Lets turns in: all of them, until they wait too long to be begun; then as many as the platform gets done. Who is refused hears
/// of it at once, before anything is done for him, and who is let in is answered as quickly as ever. Tenants share what there is:
/// one that asks for less than an equal part always gets it. Safe for use from any thread.
/// </summary>
/// <param name="own">How late this process is.</param>
/// <param name="options">When it closes.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where it says so.</param>
internal sealed class TurnGate(Func<TimeSpan> own, IOptions<OverloadOptions> options, TimeProvider time, ILogger<TurnGate> logger)
{
    /// <summary>What is let in while turns are late, of those that get done: the backlog has to go as well.</summary>
    private const double WhileLate = 0.7;

    /// <summary>How much more is let in for each <see cref="Window"/> in which turns were not late.</summary>
    private const double Growth = 1.05;

    /// <summary>
    /// How much more at most, each time it is decided anew, as long as that is less than <see cref="Tried"/> of what was done lately:
    /// after an outage, in which next to nothing gets done, nobody has to be refused for long.
    /// </summary>
    private const double SlowStart = 8;

    /// <summary>The part of what was done lately that can be done again, in all likelihood.</summary>
    private const double Tried = 0.5;

    /// <summary>So few are always let in.</summary>
    private const double LeastPerSecond = 10;

    /// <summary>So many turns tell how late the silos are: one alone may have met a pause.</summary>
    private const int Enough = 10;

    /// <summary>It never closes further than to this part of what got done when it began to: refusing is work as well, and turns are not to blame for it.</summary>
    private const double Least = 0.5;

    /// <summary>How long is looked at before it is decided anew, while enough turns end in it.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(50);

    /// <summary>How long is waited for enough of them.</summary>
    private static readonly TimeSpan LongestWindow = TimeSpan.FromSeconds(1);

    /// <summary>After so long in which nobody was late or refused it is open again.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);

    /// <summary>After so long what was done counts half.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(1);

    /// <summary>How much of what is allowed may come at once.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(5);

    private static readonly Failure Refused =
        new(ErrorCode.Overloaded, "The platform has more to do than it can at the moment. Try again after the time in Retry-After.");

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _letIn = new(StringComparer.Ordinal);
    private readonly Failure _refusal = Refused with { RetryAfter = options.Value.RetryAfter };
    private volatile bool _isClosing;
    private long _windowBegan = time.GetTimestamp();
    private int _done;
    private int _leastLateMs = int.MaxValue;
    private int _refused;
    private TimeSpan _calm;
    private long _refusedInAll;
    private double _share;
    private double _rate;
    private double _leastRate;
    private double _doneLately;
    private double _allowed;
    private long _filledAt;
    private long _closesAt;

    /// <summary>Lets a turn in, or says why not.</summary>
    /// <param name="tenantId">Whose turn it is.</param>
    /// <returns>Null: it may begin.</returns>
    public Failure? Refusal(string tenantId)
    {
        if (!_isClosing && own() <= options.Value.MaxLateness)
            return null;
        lock (_gate)
        {
            Look();
            if (!_isClosing || Passes(tenantId))
                return null;
            _refused++;
            return _refusal;
        }
    }

    /// <summary>A turn is over, and the silo has told how late it is.</summary>
    /// <param name="result">Its outcome.</param>
    /// <param name="taken">How long that was waited for: what of it the silo does not know of was spent in queues between here and there.</param>
    public void Answered(TurnResult result, TimeSpan taken)
    {
        var way = result.HeldMs is { } held ? (int)taken.TotalMilliseconds - held : 0;
        lock (_gate)
        {
            _done++;
            _leastLateMs = Math.Min(_leastLateMs, Math.Max(result.LateMs, way));
            Look();
        }
    }

    private bool Passes(string tenantId)
    {
        var now = time.GetTimestamp();
        // Who came before it closed has waited already, and would wait in vain.
        if (now < _closesAt)
            return true;
        _allowed = Math.Min(_allowed + (_rate * time.GetElapsedTime(_filledAt, now).TotalSeconds), Math.Max(1, _rate * AtOnce.TotalSeconds));
        _filledAt = now;
        var letIn = _letIn.GetValueOrDefault(tenantId);
        if (_allowed < 1 && (_share == 0 || letIn > _share * time.GetElapsedTime(_windowBegan, now).TotalSeconds))
        {
            _letIn[tenantId] = letIn;
            return false;
        }

        _allowed--;
        _letIn[tenantId] = letIn + 1;
        return true;
    }

    /// <summary>Decides anew when a window is over.</summary>
    private void Look()
    {
        var now = time.GetTimestamp();
        var elapsed = time.GetElapsedTime(_windowBegan, now);
        if (elapsed < Window)
            return;
        var here = own();
        if (_done < Enough && elapsed < LongestWindow && (_isClosing || here <= options.Value.MaxLateness))
            return;
        var silos = _done < Enough ? TimeSpan.Zero : TimeSpan.FromMilliseconds(_leastLateMs);
        var late = here > silos ? here : silos;
        var done = _done / elapsed.TotalSeconds;
        _doneLately = Math.Max(late > options.Value.Aim ? 0 : done, _doneLately * Math.Pow(0.5, elapsed / Lately));
        if (_isClosing)
            Adjust(late, done, elapsed);
        else if (late > options.Value.MaxLateness)
            Close(late, done, now);
        // An equal part for everybody who came, as long as that is a turn in a window.
        _share = _letIn.Count == 0 || _rate * Window.TotalSeconds < _letIn.Count ? 0 : _rate / _letIn.Count;
        _letIn.Clear();
        (_windowBegan, _done, _leastLateMs, _refused) = (now, 0, int.MaxValue, 0);
    }

    private void Close(TimeSpan late, double done, long now)
    {
        (_rate, _leastRate, _allowed, _calm, _refusedInAll) = (Math.Max(LeastPerSecond, done * WhileLate), Math.Max(LeastPerSecond, done * Least), 0, TimeSpan.Zero, 0);
        _filledAt = _closesAt = now + (long)(late.TotalSeconds * time.TimestampFrequency);
        _isClosing = true;
        OverloadLog.Closing(logger, (int)late.TotalMilliseconds, (int)done);
    }

    private void Adjust(TimeSpan late, double done, TimeSpan elapsed)
    {
        if (late > options.Value.Aim)
            _rate = Math.Max(_leastRate, Math.Min(_rate, done * WhileLate));
        else if (_refused > 0)
            _rate = Math.Max(_rate * Math.Pow(Growth, elapsed / Window), Math.Min(_rate * Math.Min(SlowStart, Math.Pow(2, elapsed / Window)), _doneLately * Tried));
        _refusedInAll += _refused;
        _calm = _refused > 0 || late > options.Value.Aim ? TimeSpan.Zero : _calm + elapsed;
        if (_calm < Calm)
            return;
        _isClosing = false;
        OverloadLog.Opened(logger, _refusedInAll);
    }
}
