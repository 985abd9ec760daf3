using Microsoft.Extensions.Options;
using Platform.ServiceDefaults.Settings;

namespace Platform.Silo.DeadLetters;

internal sealed class DeadLetterOptionsValidator : IValidateOptions<DeadLetterOptions>
{
    public ValidateOptionsResult Validate(string? name, DeadLetterOptions options) => new OptionsCheck(DeadLetterOptions.Section)
        .InRange(nameof(options.MaxPerSession), options.MaxPerSession, 1, 100)
        .InRange(nameof(options.MaxPerTenant), options.MaxPerTenant, 1, 1_000_000)
        .Require(options.MaxPerSession <= options.MaxPerTenant,
            $"{nameof(options.MaxPerSession)} ({options.MaxPerSession}) must not be above {nameof(options.MaxPerTenant)} ({options.MaxPerTenant}).")
        .Result();
}
