using System.Globalization;
using Platform.LoadTests.Load;

namespace Platform.LoadTests.Running;

/// <summary>
/// Tells on the error stream what happens, so that a report can be piped. While a stretch of load runs: a line each second that
/// overwrites the one before on a terminal, and a plain line every five seconds elsewhere.
/// </summary>
internal sealed class ProgressLine : IAsyncDisposable
{
    private const string ToBegin = "\r\e[K";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly TextWriter _output;
    private readonly bool _rewrites;
    private readonly LoadRun _run;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Dictionary<LoadStretch, (long Answers, int Ticks)> _seen = [];
    private readonly Task _watching;
    private bool _isOpen;
    private long _ticks;

    /// <param name="output">Where it is told.</param>
    /// <param name="rewrites">Whether that is a terminal.</param>
    /// <param name="run">Whose stretches are watched.</param>
    /// <param name="time">The clock.</param>
    public ProgressLine(TextWriter output, bool rewrites, LoadRun run, TimeProvider time)
    {
        (_output, _rewrites, _run, _time) = (output, rewrites, run, time);
        _watching = Watch();
    }

    /// <summary>How many seconds it has looked at.</summary>
    public long Ticks => Volatile.Read(ref _ticks);

    /// <summary>Tells a line that stays.</summary>
    public void Tell(string line)
    {
        lock (_lock)
        {
            Clear();
            _output.WriteLine($"… {line}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching;
        lock (_lock)
            Clear();
        _end.Dispose();
    }

    /// <summary>The line of a stretch.</summary>
    /// <param name="stretch">The stretch.</param>
    /// <param name="perSecond">Answers per second since the line before.</param>
    public static string Of(LoadStretch stretch, double perSecond)
    {
        var elapsed = stretch.Elapsed;
        var phase = elapsed < stretch.WarmUp ? "warm-up, " : "";
        var of = stretch.Length is { } length ? string.Create(CultureInfo.InvariantCulture, $" of {length.TotalSeconds:0}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{phase}{elapsed.TotalSeconds:0}{of} s: {perSecond:N0}/s, {stretch.Answers:N0} answers");
    }

    private async Task Watch()
    {
        const int PlainEvery = 5;
        using var timer = new PeriodicTimer(Interval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token))
            {
                var lines = new List<string>();
                foreach (var stretch in _run.Stretches)
                {
                    var (before, ticks) = _seen.GetValueOrDefault(stretch);
                    if (_rewrites || ++ticks == PlainEvery)
                    {
                        lines.Add(Of(stretch, (stretch.Answers - before) / (Interval * (_rewrites ? 1 : PlainEvery)).TotalSeconds));
                        _seen[stretch] = (stretch.Answers, 0);
                    }
                    else
                    {
                        _seen[stretch] = (before, ticks);
                    }
                }

                foreach (var over in _seen.Keys.Except(_run.Stretches).ToArray())
                    _seen.Remove(over);
                Show(lines);
                Interlocked.Increment(ref _ticks);
            }
        }
        catch (OperationCanceledException)
        {
            // It is over.
        }
    }

    private void Show(List<string> lines)
    {
        lock (_lock)
        {
            Clear();
            if (lines.Count == 0)
                return;
            if (_rewrites)
                _output.Write($"… {string.Join(" | ", lines)}");
            else
                lines.ForEach(line => _output.WriteLine($"… {line}"));
            _isOpen = _rewrites;
        }
    }

    private void Clear()
    {
        if (_isOpen)
            _output.Write(ToBegin);
        _isOpen = false;
    }
}
