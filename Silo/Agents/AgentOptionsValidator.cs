using Microsoft.Extensions.Options;
using Platform.ServiceDefaults.Settings;

namespace Platform.Silo.Agents;

internal sealed class AgentOptionsValidator : IValidateOptions<AgentOptions>
{
    public ValidateOptionsResult Validate(string? name, AgentOptions options) => new OptionsCheck(AgentOptions.Section)
        .InRange(nameof(options.MaxVersions), options.MaxVersions, 2, 1_000)
        .Result();
}
