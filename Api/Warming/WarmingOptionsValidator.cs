using Microsoft.Extensions.Options;
using Platform.ServiceDefaults.Settings;

namespace Platform.Api.Warming;

internal sealed class WarmingOptionsValidator : IValidateOptions<WarmingOptions>
{
    public ValidateOptionsResult Validate(string? name, WarmingOptions options) => new OptionsCheck(WarmingOptions.Section)
        .InRange(nameof(options.MaxSeconds), options.MaxSeconds, 0, 60)
        .Result();
}
