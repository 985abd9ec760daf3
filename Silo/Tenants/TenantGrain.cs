using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Platform.Contracts.Agents;
using Platform.Contracts.Budgets;
using Platform.Contracts.DeadLetters;
using Platform.Contracts.Erasure;
using Platform.Contracts.Keys;
using Platform.Contracts.Limits;
using Platform.Contracts.Paging;
using Platform.Contracts.Sessions;
using Platform.Contracts.Tenants;
using Platform.Silo.Agents;
using Platform.Silo.Calls;
using Platform.Silo.DeadLetters;
using Platform.Silo.Erasure;
using Platform.Silo.Paging;
using Platform.Silo.Requests;
using Platform.Silo.Storage;
using Platform.Silo.Users;

namespace Platform.Silo.Tenants;

/// <inheritdoc cref="ITenantGrain"/>
[GrainType("tenant")]
internal sealed class TenantGrain(
    TenantStore store, TenantEraser eraser, ErasureStore erasures, AgentCatalog agents, RedisStore redis, ChangeFeed changes,
    IOptions<TenantOptions> options, IOptions<RequestOptions> requestOptions, IOptions<RedisStoreOptions> redisOptions, TimeProvider time)
    : Grain, ITenantGrain, ICallHolder
{
    private const int Attempts = 3;
    private string _id = "";
    private string _storeKey = "";
    private TenantState? _state;
    private bool _isRead;

    public HeldCalls Calls { get; } = new();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        (_id, _storeKey) = (Uri.UnescapeDataString(key), StoreKey.Tenant(key));
        return Task.CompletedTask;
    }

    // One change waits for another.
    public Task<bool> Holds(string request) => Task.FromResult(Calls.Any);

    public async Task<TenantInfo> Create(NewTenant tenant)
    {
        // An erasure that was broken off is finished first, or its rest would become part of the new tenant.
        if (await State() is { Document.ErasedSince: not null })
            await Delete();
        if (await State() is { } existing)
            return Repeated(existing.Document, tenant.RequestToken);
        var document = new TenantDocument
        {
            Settings = new TenantSettings
            {
                Name = tenant.Name,
                MaxMessages = tenant.MaxMessages ?? options.Value.DefaultMaxMessages,
                TtlHours = tenant.TtlHours ?? options.Value.DefaultTtlHours,
                Limits = Changed(tenant.Limits, null),
                Budgets = Changed(tenant.Budgets, null),
                UserBudgets = Changed(tenant.UserBudgets, null),
                Weight = tenant.Weight,
            },
            CreatedAt = time.GetUtcNow(),
            RequestTokens = Applied([], tenant.RequestToken),
        };
        // The list may name a tenant that does not exist, and must not miss one that does.
        await store.AddToIndex(_id);
        if (await Write(0, document))
            return document.ToInfo(_id);
        return await State() is { } faster
            ? Repeated(faster.Document, tenant.RequestToken)
            : throw TenantFailures.Contended(_id, redisOptions.Value.RetryAfter);
    }

    public async Task<TenantInfo?> Get() => (await Served())?.ToInfo(_id);

    public async Task<TenantInfo> Update(TenantChanges changes) => (await Change(document => document with
    {
        Settings = document.Settings with
        {
            Name = changes.Name ?? document.Settings.Name,
            MaxMessages = changes.MaxMessages ?? document.Settings.MaxMessages,
            TtlHours = changes.TtlHours ?? document.Settings.TtlHours,
            Limits = Changed(changes.Limits, document.Settings.Limits),
            Budgets = Changed(changes.Budgets, document.Settings.Budgets),
            UserBudgets = Changed(changes.UserBudgets, document.Settings.UserBudgets),
            Weight = changes.Weight ?? document.Settings.Weight,
        },
    })).ToInfo(_id);

    public async Task<TenantInfo> SetStatus(TenantStatus status, string? requestToken) =>
        (await Change(document => document with { Status = status }, requestToken)).ToInfo(_id);

    public async Task<SignedManifest?> Delete()
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await State() is not { } state)
                return null;
            // What cannot be proven in the end is not begun.
            await eraser.Prepare();
            var since = state.Document.ErasedSince ?? time.GetUtcNow();
            // The tombstone first: from here on the keys don't work, and an erasure that breaks off is known to be unfinished.
            if (state.Document.ErasedSince is null && !await Write(state.Revision, state.Document with { ErasedSince = since, Keys = [] }))
                continue;
            _isRead = false;
            var manifest = await eraser.Erase(_id, since, state.Document.Keys.Length);
            changes.Publish(_storeKey);
            DeactivateOnIdle();
            return manifest;
        }

        throw TenantFailures.Contended(_id, redisOptions.Value.RetryAfter);
    }

    public async Task<KeyInfo> CreateKey(NewKey key)
    {
        if (key.UserId is { } userId)
            await erasures.RequireNone(new UserAddress(_id, userId));
        var info = new KeyInfo
        {
            Id = SortableId.New(SortableId.Key, time),
            Hint = key.Hint,
            Role = key.Role,
            Name = key.Name,
            UserId = key.UserId,
            AgentId = key.AgentId,
            CreatedAt = time.GetUtcNow(),
            ExpiresAt = key.ExpiresAt,
            Limits = Changed(key.Limits, null),
            Budgets = Changed(key.Budgets, null),
        };
        return Stored(await Change(document => Added(document, new TenantKey(key.Hash, info)), key.RequestToken), key.Hash);
    }

    public async Task<Page<KeyInfo>> ListKeys(PageRequest page)
    {
        var document = await Required();
        var limit = PageCursor.CheckLimit(page);
        var before = page.Cursor is null ? null : PageCursor.ReadText(page.Cursor);
        var newestFirst = document.Keys.Select(static key => key.Info)
            .OrderByDescending(static key => key.Id, StringComparer.Ordinal)
            .Where(key => before is null || string.CompareOrdinal(key.Id, before) < 0)
            .Take(limit + 1)
            .ToArray();
        var data = newestFirst.Take(limit).ToArray();
        return new Page<KeyInfo>(data, newestFirst.Length > limit ? PageCursor.WriteText(data[^1].Id) : null);
    }

    public async Task<KeyInfo> RotateKey(string keyId, byte[] newHash, string newHint, TimeSpan grace, string? requestToken)
    {
        return Stored(await Change(Rotated, requestToken), newHash);

        TenantDocument Rotated(TenantDocument document)
        {
            var old = document.Keys.FirstOrDefault(key => key.Info.Id == keyId) ?? throw TenantFailures.KeyNotFound(keyId);
            var now = time.GetUtcNow();
            var end = now + grace;
            var successor = old.Info with
            {
                Id = SortableId.New(SortableId.Key, time), Hint = newHint, CreatedAt = now, FirstId = old.Info.AccountId,
            };
            var ending = old with { Info = old.Info with { ExpiresAt = old.Info.ExpiresAt < end ? old.Info.ExpiresAt : end } };
            var replaced = document with { Keys = [.. document.Keys.Select(key => key == old ? ending : key)] };
            return Added(replaced, new TenantKey(newHash, successor));
        }
    }

    public async Task<KeyInfo> UpdateKey(string keyId, KeyChanges changes)
    {
        var document = await Change(document =>
        {
            var old = document.Keys.FirstOrDefault(key => key.Info.Id == keyId) ?? throw TenantFailures.KeyNotFound(keyId);
            var changed = old with
            {
                Info = old.Info with
                {
                    Name = changes.Name ?? old.Info.Name,
                    IsBlocked = changes.IsBlocked ?? old.Info.IsBlocked,
                    Limits = Changed(changes.Limits, old.Info.Limits),
                    Budgets = Changed(changes.Budgets, old.Info.Budgets),
                },
            };
            return document with { Keys = [.. document.Keys.Select(key => key == old ? changed : key)] };
        });
        return document.Keys.First(key => key.Info.Id == keyId).Info;
    }

    public async Task<bool> RevokeKey(string keyId)
    {
        if (!(await Required()).Keys.Any(key => key.Info.Id == keyId))
            return false;
        await Change(document => document with { Keys = [.. document.Keys.Where(key => key.Info.Id != keyId)] });
        return true;
    }

    public async Task<int> RevokeKeysOf(string userId)
    {
        var bound = (await Required()).Keys.Count(key => key.Info.UserId == userId);
        if (bound > 0)
            await Change(document => document with { Keys = [.. document.Keys.Where(key => key.Info.UserId != userId)] });
        return bound;
    }

    public async Task<KeyPrincipal?> Authenticate(byte[] keyHash)
    {
        if (await Served() is not { } document)
            return null;
        TenantKey? found = null;
        // Every key is compared, and each in constant time: how long it takes tells nothing about the keys.
        foreach (var key in document.Keys)
        {
            if (CryptographicOperations.FixedTimeEquals(key.Hash, keyHash))
                found = key;
        }

        return found is not null && found.IsValid(time.GetUtcNow())
            ? new KeyPrincipal(
                _id, found.Info.Id, found.Info.Role, found.Info.UserId, found.Info.AgentId, document.Status, found.Info.ExpiresAt,
                found.Info.IsBlocked, document.Settings.Limits, found.Info.Limits, found.Info.FirstId)
            : null;
    }

    public async Task<Page<AgentDefinition>> ListAgents(PageRequest page)
    {
        await Required();
        return await TenantAgents.List(_id, redis, agents, page);
    }

    public async Task<Page<SessionInfo>> ListSessions(PageRequest page)
    {
        await Required();
        return await SortedSetPager.NewestFirst(redis, StoreKey.TenantSessions(this.GetPrimaryKeyString()), page,
            sessionId => GrainFactory.GetGrain<ISessionGrain>(GrainKey.ForSession(_id, sessionId)).Get());
    }

    public async Task<Page<DeadLetter>> ListDeadLetters(PageRequest page)
    {
        await Required();
        return await TenantDeadLetters.List(_id, redis, GrainFactory, page);
    }

    private static RateLimits? Changed(RateLimits? wanted, RateLimits? before) =>
        wanted is null ? before : wanted.IsEmpty ? null : wanted;

    private static Budget[]? Changed(Budget[]? wanted, Budget[]? before) =>
        wanted is null ? before : wanted.Length == 0 ? null : wanted;

    private TenantDocument Added(TenantDocument document, TenantKey added)
    {
        if (document.Keys.Any(key => CryptographicOperations.FixedTimeEquals(key.Hash, added.Hash)))
            throw TenantFailures.KeyExists();
        return document.Keys.Length < options.Value.MaxKeys
            ? document with { Keys = [.. document.Keys, added] }
            : throw TenantFailures.TooManyKeys(options.Value.MaxKeys);
    }

    /// <summary>The key with a secret: the one that was just added, now or when the same request was applied before.</summary>
    private static KeyInfo Stored(TenantDocument document, byte[] hash) =>
        document.Keys.FirstOrDefault(key => CryptographicOperations.FixedTimeEquals(key.Hash, hash))?.Info ?? throw TenantFailures.KeyGone();

    /// <summary>The tenant, when it is the request that created it that is sent again.</summary>
    private TenantInfo Repeated(TenantDocument document, string? requestToken) =>
        document.ErasedSince is null && RequestTokens.Has(document.RequestTokens, requestToken)
            ? document.ToInfo(_id)
            : throw TenantFailures.AlreadyExists(_id);

    private string[] Applied(string[] before, string? requestToken) => RequestTokens.With(before, requestToken, requestOptions.Value.MaxTokens);

    /// <summary>Changes the tenant, unless the request was applied before. The tenant as it is then.</summary>
    private async Task<TenantDocument> Change(Func<TenantDocument, TenantDocument> change, string? requestToken = null)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var before = await State() is { Document.ErasedSince: null } state ? state : throw TenantFailures.NotFound(_id);
            if (RequestTokens.Has(before.Document.RequestTokens, requestToken))
                return before.Document;
            var after = change(before.Document) with { RequestTokens = Applied(before.Document.RequestTokens, requestToken) };
            if (await Write(before.Revision, after))
                return after;
        }

        throw TenantFailures.Contended(_id, redisOptions.Value.RetryAfter);
    }

    private async Task<bool> Write(long revision, TenantDocument document)
    {
        // Until the store has answered, what is in memory may be wrong either way.
        _isRead = false;
        var written = false;
        try
        {
            written = await store.Write(_storeKey, revision, document);
        }
        finally
        {
            // A reader that interleaved may have taken in what was there before.
            (_state, _isRead) = (new TenantState(revision + 1, document), written);
        }

        if (written)
            changes.Publish(_storeKey);
        return written;
    }

    private async ValueTask<TenantState?> State()
    {
        if (_isRead)
            return _state;
        var read = await store.Read(_storeKey);
        if (!_isRead)
            (_state, _isRead) = (read, true);
        return _state;
    }

    private async ValueTask<TenantDocument?> Served() => await State() is { Document: { ErasedSince: null } document } ? document : null;

    private async ValueTask<TenantDocument> Required() => await Served() ?? throw TenantFailures.NotFound(_id);
}
