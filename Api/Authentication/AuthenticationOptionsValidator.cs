using Microsoft.Extensions.Options;
using Platform.ServiceDefaults.Settings;

namespace Platform.Api.Authentication;

internal sealed class AuthenticationOptionsValidator : IValidateOptions<AuthenticationOptions>
{
    public ValidateOptionsResult Validate(string? name, AuthenticationOptions options) => new OptionsCheck(AuthenticationOptions.Section)
        .InRange(nameof(options.MaxFailuresPerMinute), options.MaxFailuresPerMinute, 1, 1_000_000)
        .Result();
}
