using Microsoft.Extensions.Options;
using Platform.ServiceDefaults.Settings;

namespace Platform.Api.Hosting;

internal sealed class DrainOptionsValidator : IValidateOptions<DrainOptions>
{
    public ValidateOptionsResult Validate(string? name, DrainOptions options) => new OptionsCheck(DrainOptions.Section)
        .InRange(nameof(options.Delay), options.Delay, TimeSpan.Zero, DrainOptions.LongestWait)
        .InRange(nameof(options.Linger), options.Linger, TimeSpan.Zero, DrainOptions.LongestWait)
        // One that is too long by itself has been told of.
        .Require(
            options.Delay > DrainOptions.LongestWait || options.Linger > DrainOptions.LongestWait || options.Delay + options.Linger <= DrainOptions.LongestWait,
            $"{nameof(options.Delay)} ({options.Delay}) and {nameof(options.Linger)} ({options.Linger}) must not be above {DrainOptions.LongestWait} together.")
        .Result();
}
