using Microsoft.Extensions.Options;
using Platform.ServiceDefaults.Settings;

namespace Platform.Silo.Usage;

internal sealed class UsageOptionsValidator : IValidateOptions<UsageOptions>
{
    public ValidateOptionsResult Validate(string? name, UsageOptions options) => new OptionsCheck(UsageOptions.Section)
        .InRange(nameof(options.Retention), options.Retention, TimeSpan.FromDays(62), TimeSpan.FromDays(3_660))
        .InRange(nameof(options.Linger), options.Linger, TimeSpan.Zero, TimeSpan.FromSeconds(1))
        .InRange(nameof(options.RecoveryInterval), options.RecoveryInterval, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1))
        .Result();
}
