using Microsoft.Extensions.Options;
using Platform.Contracts.Audit;
using Platform.Contracts.Keys;
using Platform.Contracts.Paging;
using Platform.Contracts.Tenants;
using Platform.Silo.Audit;
using Platform.Silo.Storage;
using Platform.Tests.Tenants;
using Platform.Tests.TestKit;

namespace Platform.Tests.Audit;

/// <summary>The audit logs of a tenant of a test's own, with a clock that the test moves.</summary>
internal sealed class AuditLab
{
    private readonly AuditStore _store;

    public AuditLab(SiloFixture silo, AuditOptions? options = null)
    {
        Options = options ?? new AuditOptions();
        _store = new AuditStore(silo.Service<RedisStore>(), new OptionsWrapper<AuditOptions>(Options), Time);
    }

    public string TenantId { get; } = "t" + Guid.NewGuid().ToString("n");

    public ManualTimeProvider Time { get; } = new();

    public AuditOptions Options { get; }

    public AuditStore Store => _store;

    public string StoredLog(AuditLogKind log = AuditLogKind.Own) => StoreKey.AuditLog(GrainKey.ForAuditLog(TenantId, log));

    public static AuditOutcome Done { get; } = new() { Status = 200 };

    /// <summary>What an activation writes with.</summary>
    public AuditActivation Activate(AuditLogKind log = AuditLogKind.Own) => new(new AuditWriter(TenantId, log, _store, Time, TimeSpan.FromSeconds(1)));

    /// <summary>A change that the number tells apart.</summary>
    public static AuditChange Change(int number, AuditLogKind log = AuditLogKind.Own, string key = "key_a", string action = "DELETE /v1/sessions/{id}") => new()
    {
        Log = log,
        Actor = new AuditActor(key, "t", KeyRole.Owner),
        Action = action,
        RequestId = number.ToString(),
    };

    public Task<AuditPage> Read(AuditQuery? query = null) => new AuditReader(_store, Time).Read(
        [.. Enum.GetValues<AuditLogKind>().Select(kind => (GrainKey.ForAuditLog(TenantId, kind), long.MaxValue))], query ?? new AuditQuery());

    /// <summary>The numbers of all entries that a query finds, over all pages, and whether all of them were intact.</summary>
    public async Task<(string[] Numbers, bool IsIntact)> ReadAll(AuditQuery? query = null, int limit = PageRequest.DefaultLimit)
    {
        List<string> numbers = [];
        var isIntact = true;
        string? cursor = null;
        do
        {
            var page = await Read((query ?? new AuditQuery()) with { Page = new PageRequest(limit, cursor) });
            numbers.AddRange(page.Data.Select(static entry => entry.Change.RequestId));
            (cursor, isIntact) = (page.NextCursor, isIntact && page.IsIntact);
        }
        while (cursor is not null);
        return ([.. numbers], isIntact);
    }
}
