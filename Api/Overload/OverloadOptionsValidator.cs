using Microsoft.Extensions.Options;
using Platform.ServiceDefaults.Settings;

namespace Platform.Api.Overload;

internal sealed class OverloadOptionsValidator : IValidateOptions<OverloadOptions>
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public ValidateOptionsResult Validate(string? name, OverloadOptions options) => new OptionsCheck(OverloadOptions.Section)
        .InRange(nameof(options.MaxLateness), options.MaxLateness, TimeSpan.FromMilliseconds(20), Longest)
        .InRange(nameof(options.Aim), options.Aim, TimeSpan.FromMilliseconds(1), options.MaxLateness)
        .InRange(nameof(options.RetryAfter), options.RetryAfter, TimeSpan.FromMilliseconds(100), Longest)
        .Result();
}
