using Microsoft.Extensions.Options;
using Platform.ServiceDefaults.Settings;

namespace Platform.Silo.Requests;

internal sealed class RequestOptionsValidator : IValidateOptions<RequestOptions>
{
    public ValidateOptionsResult Validate(string? name, RequestOptions options) => new OptionsCheck(RequestOptions.Section)
        .InRange(nameof(options.Lifetime), options.Lifetime, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30))
        .InRange(nameof(options.MaxAnswerBytes), options.MaxAnswerBytes, 1_024, 1_048_576)
        .InRange(nameof(options.MaxPerTenant), options.MaxPerTenant, 100, 10_000_000)
        .InRange(nameof(options.MaxTokens), options.MaxTokens, 1, 1_000)
        .Result();
}
