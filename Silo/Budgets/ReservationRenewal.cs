using Microsoft.Extensions.Options;
using Platform.Contracts.Errors;

namespace Platform.Silo.Budgets;

/// <summary>Renews what this silo's running turns hold, so that only what a lost silo held ends by itself.</summary>
internal sealed class ReservationRenewal(BudgetGate gate, BudgetStore store, IOptions<BudgetOptions> options, TimeProvider time, ILogger<ReservationRenewal> logger)
    : BackgroundService
{
    private const int MaxBatch = 500;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.ReservationTtl / 3, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var holds in gate.Holds.ToLookup(static hold => hold.TenantId, static hold => hold.Id))
                {
                    foreach (var some in holds.Chunk(MaxBatch))
                        await store.Renew(holds.Key, some);
                }
            }
            catch (PlatformException error)
            {
                BudgetLog.NotRenewed(logger, error.Cause?.Message ?? error.Message);
            }
        }
    }
}
