using Microsoft.Extensions.Options;

namespace Platform.Api.Authentication;

internal sealed class AuthenticationOptionsValidator : IValidateOptions<AuthenticationOptions>
{
    public ValidateOptionsResult Validate(string? name, AuthenticationOptions options) => options.MaxFailuresPerMinute is >= 1 and <= 1_000_000
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"{AuthenticationOptions.Section}:{nameof(options.MaxFailuresPerMinute)} is {options.MaxFailuresPerMinute}: set it to 1 to 1000000.");
}
