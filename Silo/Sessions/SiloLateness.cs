using Platform.Contracts.Sessions;
using Platform.ServiceDefaults.Lateness;

namespace Platform.Silo.Sessions;

/// <summary>Tells callers with the outcomes of turns how late the silo is, so that they send it less before it has to refuse.</summary>
/// <param name="pool">How long anything waits here to be begun.</param>
/// <param name="seats">How long turns wait to be at work.</param>
internal sealed class SiloLateness(PoolLateness pool, FairShare seats)
{
    /// <summary>An outcome as it is answered now.</summary>
    public TurnResult Tell(TurnResult result)
    {
        var (begin, seat) = (pool.Current, seats.LongestWait);
        var late = (int)(begin > seat ? begin : seat).TotalMilliseconds;
        // On a silo that has time for everybody this costs nothing.
        return late == 0 ? result : result with { LateMs = late };
    }
}
