using Microsoft.Extensions.Options;
using Platform.Contracts.Agents;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;
using Platform.Contracts.Paging;
using Platform.Silo.Paging;
using Platform.Silo.Requests;
using Platform.Silo.Storage;

namespace Platform.Silo.Agents;

/// <inheritdoc cref="IAgentGrain"/>
[GrainType("agent")]
internal sealed class AgentGrain(
    AgentStore store, ChangeFeed changes, IOptions<AgentOptions> options, IOptions<RequestOptions> requestOptions,
    IOptions<RedisStoreOptions> redis, TimeProvider time)
    : Grain, IAgentGrain
{
    private const int Attempts = 3;
    private string _key = "";
    private string _tenantId = "";
    private string _id = "";
    private AgentState? _state;
    private bool _isRead;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = this.GetPrimaryKeyString();
        (_tenantId, _id) = GrainKey.Split(_key);
        return Task.CompletedTask;
    }

    public async Task<AgentDefinition> Put(AgentSettings settings)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var before = await State();
            if (before is not null && SettingsEquality.Same(before.ActiveVersion.Settings, settings))
                return before.ActiveVersion.ToDefinition(_id, before.Active);
            var next = new AgentVersion((before?.Versions[^1].Version ?? 0) + 1, time.GetUtcNow(), settings);
            // The list may name an agent that does not exist, and must not miss one that does.
            if (before is null)
                await store.AddToIndex(_tenantId, _id);
            var dropped = Outdated(before);
            if (await Write(before, next.Version, next, dropped))
            {
                _state = new AgentState((before?.Revision ?? 0) + 1, next.Version,
                    [.. before?.Versions.Where(version => !dropped.Contains(version.Version)) ?? [], next],
                    before?.RequestTokens ?? []);
                return next.ToDefinition(_id, next.Version);
            }
        }

        throw Contended();
    }

    public async Task<AgentDefinition?> Get() => await State() is { } state ? state.ActiveVersion.ToDefinition(_id, state.Active) : null;

    public async Task<Page<AgentDefinition>?> Versions(PageRequest page)
    {
        if (await State() is not { } state)
            return null;
        var before = page.Cursor is null ? int.MaxValue : PageCursor.ReadNumber(page.Cursor);
        var limit = PageCursor.CheckLimit(page);
        var rest = state.Versions.Reverse().Where(version => version.Version < before).ToArray();
        var data = rest.Take(limit).Select(version => version.ToDefinition(_id, state.Active)).ToArray();
        return new Page<AgentDefinition>(data, rest.Length > limit ? PageCursor.Write(data[^1].Version) : null);
    }

    public async Task<AgentDefinition> Activate(int version, string? requestToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var before = await State();
            var wanted = before?.Versions.FirstOrDefault(kept => kept.Version == version);
            if (before is null || wanted is null)
                throw new PlatformException(ErrorCode.AgentNotFound, $"Agent '{_id}' has no version {version}. List its versions.");
            if (RequestTokens.Has(before.RequestTokens, requestToken) || (before.Active == version && requestToken is null))
                return wanted.ToDefinition(_id, before.Active);
            // A request that finds the version active is noted all the same: its repetition must not undo what comes between.
            var tokens = RequestTokens.With(before.RequestTokens, requestToken, requestOptions.Value.MaxTokens);
            if (await Write(before, version, null, [], tokens))
            {
                _state = before with { Revision = before.Revision + 1, Active = version, RequestTokens = tokens };
                return wanted.ToDefinition(_id, version);
            }
        }

        throw Contended();
    }

    public async Task<bool> Delete()
    {
        _isRead = false;
        var existed = await store.Erase(_key);
        changes.Publish(StoreKey.Agent(_key));
        await store.RemoveFromIndex(_tenantId, _id);
        DeactivateOnIdle();
        return existed;
    }

    private async ValueTask<AgentState?> State()
    {
        if (!_isRead)
        {
            _state = await store.Read(_key);
            _isRead = true;
        }

        return _state;
    }

    private async Task<bool> Write(
        AgentState? before, int active, AgentVersion? added, IReadOnlyCollection<int> dropped, string[]? requestTokens = null)
    {
        // Until the store has answered, what is in memory may be wrong either way.
        _isRead = false;
        if (!await store.Write(_key, before, active, added, dropped, requestTokens))
            return false;
        _isRead = true;
        changes.Publish(StoreKey.Agent(_key));
        return true;
    }

    private int[] Outdated(AgentState? state) =>
        state is null
            ? []
            : [.. state.Versions.Select(static version => version.Version)
                .Take(Math.Max(0, state.Versions.Length + 1 - options.Value.MaxVersions))];

    private PlatformException Contended() => new(
        ErrorCode.Overloaded, $"Agent '{_id}' is being changed by others. Try again shortly.", retryAfter: redis.Value.RetryAfter);
}
