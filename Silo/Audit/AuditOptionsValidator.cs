using Microsoft.Extensions.Options;
using Platform.ServiceDefaults.Settings;

namespace Platform.Silo.Audit;

internal sealed class AuditOptionsValidator : IValidateOptions<AuditOptions>
{
    public ValidateOptionsResult Validate(string? name, AuditOptions options) => new OptionsCheck(AuditOptions.Section)
        .InRange(nameof(options.RetentionDays), options.RetentionDays, 1, 3_650)
        .InRange(nameof(options.MaxEntries), options.MaxEntries, 100, 10_000_000)
        .InRange(nameof(options.MaxRefused), options.MaxRefused, 100, 1_000_000)
        .InRange(nameof(options.UnfinishedAfter), options.UnfinishedAfter, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1))
        .Result();
}
