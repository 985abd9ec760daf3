using System.Text;
using Microsoft.Extensions.Options;
using Platform.Contracts.Agents;
using Platform.Contracts.Budgets;
using Platform.Contracts.Sessions;
using Platform.Contracts.Tenants;
using Platform.Silo.Agents;
using Platform.Silo.Budgets;
using Platform.Silo.Models;
using Platform.Silo.Tenants;

namespace Platform.Silo.Sessions;

/// <summary>Decides how turns are run and what sessions keep: from the request, then the session, the agent, the tenant.</summary>
internal sealed class TurnPlanner(IModelRouter router, AgentCatalog agents, TenantCatalog tenants, IOptions<SessionOptions> options)
{
    private static readonly GenerationOptions NoOptions = new();
    private readonly SessionOptions _options = options.Value;

    /// <summary>Refuses a request that no session would take.</summary>
    public void Check(TurnRequest request) => Check(request.Input);

    /// <summary>Refuses messages that no session would take.</summary>
    public void Check(ChatMessage[] messages)
    {
        if (messages.Length == 0)
            throw SessionFailures.NoInput();
        if (messages.Length > _options.MaxInputMessages)
            throw SessionFailures.TooManyMessages(messages.Length, _options.MaxInputMessages);
        foreach (var message in messages)
        {
            if (IsTooLarge(message.Content))
                throw SessionFailures.MessageTooLarge(_options.MaxMessageBytes);
        }
    }

    /// <summary>Plans a turn.</summary>
    /// <param name="address">The session.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="record">The session's settings; null for a stateless turn.</param>
    /// <exception cref="Contracts.Errors.PlatformException">The tenant, agent or model is not there.</exception>
    public async ValueTask<TurnPlan> Plan(SessionAddress address, TurnRequest request, SessionRecord? record)
    {
        var document = await Document(address);
        var tenant = document.Settings;
        var agentId = request.AgentId ?? record?.AgentId;
        var agent = agentId is null ? null : await Agent(address, agentId);
        var models = request.Model is { } model ? [model] : agent?.Models ?? throw SessionFailures.NoModel();
        return new TurnPlan(
            agent,
            await router.Resolve(models, address.TenantId),
            Merge(request.Options, agent?.Options),
            request.Concurrency ?? record?.Concurrency ?? agent?.Concurrency ?? ConcurrencyPolicy.Queue,
            agent?.MaxMessages ?? tenant.MaxMessages,
            Account(document, request.KeyId, record is null ? request.UserId : record.UserId, agentId),
            tenant.Share);
    }

    /// <summary>The models behind one name.</summary>
    public ValueTask<ModelRoute> Resolve(string model, string tenantId) => router.Resolve([model], tenantId);

    /// <summary>Refuses settings that name an agent which is not there.</summary>
    public async ValueTask CheckAgent(SessionAddress address, string? agentId)
    {
        await Tenant(address);
        if (agentId is not null)
            await Agent(address, agentId);
    }

    /// <summary>How many messages a session keeps.</summary>
    public async ValueTask<int> MaxMessages(SessionAddress address, SessionRecord record)
    {
        var tenant = await Tenant(address);
        var agent = record.AgentId is { } agentId ? await agents.FindByKey(address.AgentStoreKey(agentId)) : null;
        return agent?.Settings.MaxMessages ?? tenant.MaxMessages;
    }

    /// <summary>How long after its last activity a session lives.</summary>
    public async ValueTask<TimeSpan> Lifetime(SessionAddress address, SessionRecord record)
    {
        if (record.TtlHours is { } own)
            return TimeSpan.FromHours(own);
        var agent = record.AgentId is { } agentId ? await agents.FindByKey(address.AgentStoreKey(agentId)) : null;
        if (agent?.Settings.TtlHours is { } hours)
            return TimeSpan.FromHours(hours);
        var tenant = await tenants.FindByKey(address.TenantStoreKey);
        return TimeSpan.FromHours(tenant?.Settings.TtlHours ?? TenantSettings.DefaultTtlHours);
    }

    private async ValueTask<TenantSettings> Tenant(SessionAddress address) => (await Document(address)).Settings;

    private async ValueTask<TenantDocument> Document(SessionAddress address)
    {
        var tenant = await tenants.FindByKey(address.TenantStoreKey) ?? throw SessionFailures.TenantNotFound(address.TenantId);
        return tenant.Status == TenantStatus.Active ? tenant : throw SessionFailures.TenantSuspended();
    }

    private static TurnAccount Account(TenantDocument tenant, string? keyId, string? userId, string? agentId)
    {
        var key = keyId is null ? null : tenant.FindKey(keyId);
        var accountId = key?.AccountId ?? keyId;
        var settings = tenant.Settings;
        return new TurnAccount(accountId, userId, agentId,
            settings.Budgets is null && key?.Budgets is null && (userId is null || settings.UserBudgets is null) ? null :
            [
                .. BudgetClaim.Of(BudgetOwner.Tenant, null, settings.Budgets),
                .. BudgetClaim.Of(BudgetOwner.Key, accountId, key?.Budgets),
                .. BudgetClaim.Of(BudgetOwner.User, userId, userId is null ? null : settings.UserBudgets),
            ]);
    }

    private async ValueTask<AgentSettings> Agent(SessionAddress address, string agentId) =>
        (await agents.FindByKey(address.AgentStoreKey(agentId)))?.Settings ?? throw SessionFailures.AgentNotFound(agentId);

    private bool IsTooLarge(string text) =>
        // Three bytes is the most that one UTF-16 unit takes, so most messages need no counting.
        text.Length > _options.MaxMessageBytes / 3 && Encoding.UTF8.GetByteCount(text) > _options.MaxMessageBytes;

    private static GenerationOptions Merge(GenerationOptions? request, GenerationOptions? agent) => (request, agent) switch
    {
        (null, null) => NoOptions,
        (null, _) => agent,
        (_, null) => request,
        _ => new GenerationOptions
        {
            Temperature = request.Temperature ?? agent.Temperature,
            TopP = request.TopP ?? agent.TopP,
            MaxOutputTokens = request.MaxOutputTokens ?? agent.MaxOutputTokens,
            Stop = request.Stop ?? agent.Stop,
            Seed = request.Seed ?? agent.Seed,
            Tools = request.Tools ?? agent.Tools,
            ToolChoice = request.ToolChoice ?? agent.ToolChoice,
            ResponseFormat = request.ResponseFormat ?? agent.ResponseFormat,
            ParallelToolCalls = request.ParallelToolCalls ?? agent.ParallelToolCalls,
        },
    };
}
