using Platform.Contracts.Sessions;
using Platform.ServiceDefaults.Lateness;

namespace Platform.Silo.Sessions;

/// <summary>Tells callers with the outcomes of turns how late the silo is, so that they send it less before it has to refuse.</summary>
/// <param name="pool">How long anything waits here to be begun.</param>
/// <param name="seats">How long turns wait to be at work.</param>
/// <param name="time">The clock.</param>
internal sealed class SiloLateness(PoolLateness pool, FairShare seats, TimeProvider time)
{
    /// <summary>An outcome as it is answered now.</summary>
    /// <param name="result">It.</param>
    /// <param name="came">When the request came, by the clock's timestamp.</param>
    public TurnResult Tell(TurnResult result, long came)
    {
        var (begin, seat) = (pool.Current, seats.LongestWait);
        return result with
        {
            LateMs = (int)(begin > seat ? begin : seat).TotalMilliseconds,
            HeldMs = (int)Math.Ceiling(time.GetElapsedTime(came).TotalMilliseconds),
        };
    }
}
