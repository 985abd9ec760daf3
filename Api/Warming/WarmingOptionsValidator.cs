using Microsoft.Extensions.Options;

namespace Platform.Api.Warming;

internal sealed class WarmingOptionsValidator : IValidateOptions<WarmingOptions>
{
    private const double MostSeconds = 60;

    public ValidateOptionsResult Validate(string? name, WarmingOptions options) => options.MaxSeconds is >= 0 and <= MostSeconds
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"{WarmingOptions.Section}:{nameof(options.MaxSeconds)} is {options.MaxSeconds}: set it to 0 to {MostSeconds}.");
}
