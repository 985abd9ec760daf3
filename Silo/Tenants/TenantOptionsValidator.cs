using Microsoft.Extensions.Options;
using Platform.Contracts.Tenants;
using Platform.ServiceDefaults.Settings;

namespace Platform.Silo.Tenants;

internal sealed class TenantOptionsValidator : IValidateOptions<TenantOptions>
{
    public ValidateOptionsResult Validate(string? name, TenantOptions options) => new OptionsCheck(TenantOptions.Section)
        .InRange(nameof(options.MaxKeys), options.MaxKeys, 1, 10_000)
        .InRange(nameof(options.EraseParallelism), options.EraseParallelism, 1, 256)
        .InRange(nameof(options.DefaultMaxMessages), options.DefaultMaxMessages, TenantSettings.LeastMessages, TenantSettings.MostMessages)
        .InRange(nameof(options.DefaultTtlHours), options.DefaultTtlHours, TenantSettings.LeastTtlHours, TenantSettings.MostTtlHours)
        .Result();
}
