using Platform.Api.Authentication;
using Platform.Api.Errors;
using Platform.Api.Tenants;
using Platform.Api.Validation;
using Platform.Contracts.Agents;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;
using Platform.Contracts.Models;
using Platform.Contracts.Sessions;

namespace Platform.Api.Agents;

/// <summary>What an agent's body and id must be like.</summary>
internal static class AgentRules
{
    private const int MaxModels = 8;
    private const int MaxModelLength = 256;

    /// <summary>The settings that a body stands for.</summary>
    /// <exception cref="PlatformException">Something is wrong: the message tells all of it, unknown models included.</exception>
    public static async Task<AgentSettings> Checked(AgentBody body, Caller caller, IClusterClient cluster)
    {
        var catalog = cluster.GetGrain<IModelCatalogGrain>(GrainKey.Singleton);
        var refusals = new Dictionary<string, string>();
        foreach (var model in ModelsOf(body).Distinct().Take(MaxModels))
        {
            if (model is { Length: > 0 and <= MaxModelLength } && await Refusal(catalog, model, caller.TenantId) is { } refusal)
                refusals[model] = refusal;
        }

        return Checked(body, refusals);
    }

    /// <summary>The grain of the agent that a path names, in the caller's tenant.</summary>
    public static IAgentGrain Reach(IClusterClient cluster, Caller caller, string id) => IdRules.IsName(id)
        ? cluster.GetGrain<IAgentGrain>(GrainKey.ForAgent(caller.TenantId, id))
        : throw RequestFailures.AgentNotFound(id);

    private static AgentSettings Checked(AgentBody body, Dictionary<string, string> refusals)
    {
        var problems = new Problems();
        FieldRules.Title(ref problems, "name", body.Name);
        FieldRules.MessageSize(ref problems, "instructions", body.Instructions);
        var models = Models(ref problems, body, refusals);
        var options = GenerationRules.Checked(ref problems, "options.", body.Options);
        var concurrency = FieldRules.OneOf<ConcurrencyPolicy>(ref problems, "concurrency", body.Concurrency);
        FieldRules.Range(ref problems, "maxMessages", body.MaxMessages, TenantRules.MinMessages, TenantRules.MaxMessages);
        FieldRules.Range(ref problems, "ttlHours", body.TtlHours, TenantRules.MinTtlHours, TenantRules.MaxTtlHours);
        var metadata = FieldRules.Labels(ref problems, "metadata", body.Metadata);
        problems.ThrowIfAny();
        return new AgentSettings
        {
            Name = body.Name,
            Instructions = body.Instructions,
            Models = models,
            Options = options ?? new GenerationOptions(),
            Concurrency = concurrency ?? ConcurrencyPolicy.Queue,
            MaxMessages = body.MaxMessages,
            TtlHours = body.TtlHours,
            Metadata = metadata,
        };
    }

    private static string?[] ModelsOf(AgentBody body) => body.Models?.Values ?? (body.Model is null ? [] : [body.Model]);

    private static string[] Models(ref Problems problems, AgentBody body, Dictionary<string, string> refusals)
    {
        var models = ModelsOf(body);
        if (body.Model is not null && body.Models is not null)
            problems.Invalid("model", "must not be sent together with 'models'");
        if (models.Length == 0)
            problems.Missing("models");
        else if (models.Length > MaxModels)
            problems.Invalid("models", $"has {models.Length} entries: at most {MaxModels} are allowed");
        for (var index = 0; index < Math.Min(models.Length, MaxModels); index++)
        {
            var param = body.Models?.PathOf("models", index) ?? "model";
            if (models[index] is not { Length: > 0 and <= MaxModelLength } model)
                problems.Invalid(param, $"must be a string of 1 to {MaxModelLength} characters");
            else if (refusals.TryGetValue(model, out var refusal))
                problems.Add(ErrorCode.InvalidValue, param, refusal);
        }

        return models!;
    }

    /// <summary>Why a model cannot be used; null when it can.</summary>
    private static async Task<string?> Refusal(IModelCatalogGrain catalog, string model, string tenantId)
    {
        try
        {
            return await catalog.Find(model, tenantId) is null
                ? $"There is no model '{RequestFailures.Shown(model)}': GET /v1/models lists what can be used."
                : null;
        }
        catch (PlatformException wrongKnob) when (wrongKnob.Code is ErrorCode.InvalidValue or ErrorCode.ModelNotFound)
        {
            return wrongKnob.Message;
        }
    }
}
