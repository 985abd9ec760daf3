using Microsoft.Extensions.Options;
using Platform.Contracts.Keys;
using Platform.ServiceDefaults.Settings;

namespace Platform.Silo.Warming;

internal sealed class WarmingOptionsValidator : IValidateOptions<WarmingOptions>
{
    private const int MaxAgents = 1_000;
    private const double MaxSeconds = 60;

    public ValidateOptionsResult Validate(string? name, WarmingOptions options)
    {
        var check = new OptionsCheck(WarmingOptions.Section)
            .InRange(nameof(options.MaxSeconds), options.MaxSeconds, 0, MaxSeconds)
            .Require(options.Agents.Length <= MaxAgents, $"Agents has {options.Agents.Length} entries: name at most {MaxAgents}.");
        for (var index = 0; index < options.Agents.Length; index++)
        {
            var agent = options.Agents[index];
            check
                .Require(IdRules.IsTenant(agent.TenantId), $"Agents:{index}:TenantId is '{agent.TenantId}': set it to a tenant's id.")
                .Require(IdRules.IsName(agent.AgentId), $"Agents:{index}:AgentId is '{agent.AgentId}': set it to an agent's id.");
        }

        return check.Result();
    }
}
