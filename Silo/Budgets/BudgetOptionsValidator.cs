using Microsoft.Extensions.Options;
using Platform.ServiceDefaults.Settings;

namespace Platform.Silo.Budgets;

internal sealed class BudgetOptionsValidator : IValidateOptions<BudgetOptions>
{
    public ValidateOptionsResult Validate(string? name, BudgetOptions options) => new OptionsCheck(BudgetOptions.Section)
        .InRange(nameof(options.DefaultMaxOutputTokens), options.DefaultMaxOutputTokens, 1, 1_000_000)
        .InRange(nameof(options.Patience), options.Patience, TimeSpan.Zero, TimeSpan.FromMinutes(5))
        .InRange(nameof(options.ReservationTtl), options.ReservationTtl, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(10))
        .InRange(nameof(options.WarningPercent), options.WarningPercent, 1, 100)
        .Result();
}
