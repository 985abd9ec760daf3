using Platform.ServiceDefaults.Settings;

namespace Platform.Silo.Budgets;

/// <summary>Registers budgets.</summary>
internal static class BudgetRegistration
{
    /// <summary>Budgets: what turns may come to, what they hold, and who decides.</summary>
    public static void AddPlatformBudgets(this IHostApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<BudgetOptions, BudgetOptionsValidator>(BudgetOptions.Section);
        foreach (var script in BudgetScripts.All)
            builder.Services.AddSingleton(script);
        builder.Services.AddSingleton<BudgetStore>();
        builder.Services.AddSingleton<BudgetGate>();
        builder.Services.AddSingleton<DemandEstimate>();
        builder.Services.AddHostedService<ReservationRenewal>();
    }
}
