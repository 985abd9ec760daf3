using Platform.Api.Authentication;
using Platform.Api.Errors;
using Platform.Api.Validation;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;

namespace Platform.Api.Models;

/// <summary>What a request of the OpenAI wire format names as its model: a model, or an agent as <c>agent/ID</c>.</summary>
internal static class NamedModel
{
    private const int MaxLength = 256;

    /// <summary>The agent that is named; null for a model, or when there is a problem.</summary>
    /// <exception cref="PlatformException">It names an agent that cannot be.</exception>
    public static string? AgentOf(ref Problems problems, string? model)
    {
        if (model is null)
            problems.Missing("model");
        else if (model.Length is 0 or > MaxLength)
            problems.Invalid("model", $"must be 1 to {MaxLength} characters");
        if (model is null || !model.StartsWith(ModelView.AgentPrefix, StringComparison.Ordinal))
            return null;
        var agentId = model[ModelView.AgentPrefix.Length..];
        return IdRules.IsName(agentId) ? agentId : throw RequestFailures.ModelNotFound(model);
    }

    /// <summary>Refuses everything but its agent to a key that is bound to one.</summary>
    /// <exception cref="PlatformException">The key is bound to another agent.</exception>
    public static void RequireBound(Caller caller, string? agentId)
    {
        if (caller.AgentId is not null && caller.AgentId != agentId)
        {
            throw new PlatformException(
                ErrorCode.RoleNotAllowed, $"This key is bound to the agent '{caller.AgentId}'. Send the model '{ModelView.AgentPrefix}{caller.AgentId}'.", "model");
        }
    }
}
