using Microsoft.Extensions.Options;
using Platform.ServiceDefaults.Settings;

namespace Platform.Silo.Limits;

internal sealed class LimitsOptionsValidator : IValidateOptions<LimitsOptions>
{
    public ValidateOptionsResult Validate(string? name, LimitsOptions options) => new OptionsCheck(LimitsOptions.Section)
        .InRange(nameof(options.LeaseTime), options.LeaseTime, TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(5))
        .InRange(nameof(options.SlotTime), options.SlotTime, TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(60))
        .InRange(nameof(options.ExpectedAnswerTokens), options.ExpectedAnswerTokens, 1, 100_000)
        .Result();
}
