using Microsoft.Extensions.Options;

namespace Platform.Silo.Sessions;

/// <summary>
/// The silo's seats: a turn sits on one while it keeps the silo busy, not while it waits for a model elsewhere. When all are
/// taken, tenants that wait get the next ones by turns, in proportion to their weights (stride scheduling): however many turns
/// one of them sends, another one's turn waits for about as many of them as the weights say. Safe for use from any thread.
/// </summary>
internal sealed class FairShare(IOptions<SessionOptions> options, TimeProvider time)
{
    /// <summary>What a tenant with weight 1 moves on by with each seat it gets; divisible by every small weight.</summary>
    private const long Stride = 5_040_000;

    private readonly Lock _gate = new();
    private readonly PriorityQueue<TenantLine, long> _waiting = new();
    private readonly Dictionary<string, TenantLine> _lines = new(StringComparer.Ordinal);
    private int _free = options.Value.MaxBusyTurns;
    private long _now;

    /// <summary>How many turns wait for a seat.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
                return _lines.Values.Sum(static line => line.Turns.Count);
        }
    }

    /// <summary>How long the turn that has waited longest for a seat has waited; zero when none waits.</summary>
    public TimeSpan LongestWait
    {
        get
        {
            lock (_gate)
                return _lines.Count == 0 ? TimeSpan.Zero : time.GetElapsedTime(_lines.Values.Min(static line => line.Turns.Peek().Since));
        }
    }

    /// <summary>
    /// Whether a tenant has a turn that has waited for its seat for too long. Another one would wait at least as long, so it is
    /// better refused at once: what was accepted keeps its latency, and who is refused hears of it in no time.
    /// </summary>
    public bool IsCrowded(string tenantId)
    {
        lock (_gate)
            return _lines.TryGetValue(tenantId, out var line) && time.GetElapsedTime(line.Turns.Peek().Since) > options.Value.MaxSeatWait;
    }

    /// <summary>Takes a seat, at once when one is free.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="weight">Its share beside other tenants.</param>
    public ValueTask Take(string tenantId, int weight)
    {
        lock (_gate)
        {
            if (_free > 0)
            {
                _free--;
                return ValueTask.CompletedTask;
            }

            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!_lines.TryGetValue(tenantId, out var line))
            {
                // Who comes anew begins now: having been away is no credit.
                _lines.Add(tenantId, line = new TenantLine(tenantId, _now));
                _waiting.Enqueue(line, line.Pass += Stride / weight);
            }

            line.Weight = weight;
            line.Turns.Enqueue((turn, time.GetTimestamp()));
            return new(turn.Task);
        }
    }

    /// <summary>Gives a seat back; who is next gets it.</summary>
    public void Leave()
    {
        TaskCompletionSource turn;
        lock (_gate)
        {
            if (!_waiting.TryDequeue(out var line, out _now))
            {
                _free++;
                return;
            }

            turn = line.Turns.Dequeue().Turn;
            if (line.Turns.Count == 0)
                _lines.Remove(line.TenantId);
            else
                _waiting.Enqueue(line, line.Pass += Stride / line.Weight);
        }

        turn.SetResult();
    }

    /// <summary>The turns of one tenant that wait.</summary>
    private sealed class TenantLine(string tenantId, long pass)
    {
        public string TenantId => tenantId;

        public int Weight { get; set; }

        /// <summary>When the next seat is its, on a clock that moves with each seat.</summary>
        public long Pass { get; set; } = pass;

        public Queue<(TaskCompletionSource Turn, long Since)> Turns { get; } = new();
    }
}
