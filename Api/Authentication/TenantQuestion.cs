using Platform.Contracts.Keys;
using Platform.Contracts.Tenants;

namespace Platform.Api.Authentication;

/// <summary>
/// Asks a tenant's grain who holds a key. All requests with the key wait for the answer, and asking changes nothing: so a
/// question that a lost silo took with it, or that did not reach the grain while it finds a new one, is put again soon.
/// </summary>
/// <param name="grains">Reaches the tenant.</param>
/// <param name="time">The clock.</param>
internal sealed class TenantQuestion(IGrainFactory grains, TimeProvider time)
{
    /// <summary>As long as a call may take that does not say otherwise.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>How long an answer is waited for before the question is put again; the next time twice as long.</summary>
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc cref="AskTenant"/>
    /// <exception cref="TimeoutException">No answer came in 10 seconds.</exception>
    /// <exception cref="OrleansException">The question reached no silo in 10 seconds.</exception>
    public async Task<KeyPrincipal?> Ask(string tenantId, byte[] keyHash)
    {
        var tenant = grains.GetGrain<ITenantGrain>(GrainKey.ForTenant(tenantId));
        var begun = time.GetTimestamp();
        for (var wait = FirstWait; ; wait *= 2)
        {
            var left = Patience - time.GetElapsedTime(begun);
            try
            {
                return await tenant.Authenticate(keyHash).WaitAsync(wait < left ? wait : left, time);
            }
            catch (Exception error) when (error is TimeoutException or OrleansException && Patience - time.GetElapsedTime(begun) > Pause)
            {
                await Task.Delay(Pause, time);
            }
        }
    }
}
