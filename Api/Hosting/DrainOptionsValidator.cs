using Microsoft.Extensions.Options;

namespace Platform.Api.Hosting;

internal sealed class DrainOptionsValidator : IValidateOptions<DrainOptions>
{
    public ValidateOptionsResult Validate(string? name, DrainOptions options)
    {
        var errors = new List<string>();
        Check(nameof(options.Delay), options.Delay);
        Check(nameof(options.Linger), options.Linger);
        if (errors.Count == 0 && options.Delay + options.Linger > DrainOptions.LongestWait)
        {
            errors.Add($"{DrainOptions.Section}: {nameof(options.Delay)} ({options.Delay}) and {nameof(options.Linger)} ({options.Linger}) "
                + $"must not be above {DrainOptions.LongestWait} together.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Check(string setting, TimeSpan value)
        {
            if (value < TimeSpan.Zero || value > DrainOptions.LongestWait)
                errors.Add($"{DrainOptions.Section}:{setting} is {value}: set it to {TimeSpan.Zero} to {DrainOptions.LongestWait}.");
        }
    }
}
