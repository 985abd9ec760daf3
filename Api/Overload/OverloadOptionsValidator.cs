using Microsoft.Extensions.Options;

namespace Platform.Api.Overload;

internal sealed class OverloadOptionsValidator : IValidateOptions<OverloadOptions>
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public ValidateOptionsResult Validate(string? name, OverloadOptions options)
    {
        var errors = new List<string>();
        Check(nameof(options.MaxLateness), options.MaxLateness, TimeSpan.FromMilliseconds(20), Longest);
        Check(nameof(options.Aim), options.Aim, TimeSpan.FromMilliseconds(1), options.MaxLateness);
        Check(nameof(options.RetryAfter), options.RetryAfter, TimeSpan.FromMilliseconds(100), Longest);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Check(string setting, TimeSpan value, TimeSpan least, TimeSpan most)
        {
            if (value < least || value > most)
                errors.Add($"{OverloadOptions.Section}:{setting} is {value}: set it to {least} to {most}.");
        }
    }
}
