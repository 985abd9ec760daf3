using System.Net;
using Microsoft.Extensions.Options;

namespace Platform.Api.Authentication;

internal sealed class ProxyOptionsValidator : IValidateOptions<ProxyOptions>
{
    public ValidateOptionsResult Validate(string? name, ProxyOptions options)
    {
        var errors = new List<string>();
        if (options.Hops is < 1 or > 10)
            errors.Add($"{ProxyOptions.Section}:{nameof(options.Hops)} is {options.Hops}: set it to 1 to 10.");
        foreach (var known in options.Known)
        {
            if (!IPAddress.TryParse(known, out _) && !IPNetwork.TryParse(known, out _))
                errors.Add($"{ProxyOptions.Section}:{nameof(options.Known)} has '{known}': set it to addresses, or networks such as 10.0.0.0/8.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
