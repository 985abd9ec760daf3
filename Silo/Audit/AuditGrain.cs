using Microsoft.Extensions.Options;
using Platform.Contracts.Audit;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;
using Platform.Silo.Storage;
using Platform.Silo.Tenants;

namespace Platform.Silo.Audit;

/// <inheritdoc cref="IAuditGrain"/>
[GrainType("audit")]
internal sealed class AuditGrain(
    AuditStore store, AuditReader reader, TenantCatalog tenants, IOptions<AuditOptions> options, IOptions<RedisStoreOptions> redisOptions,
    TimeProvider time, ILogger<AuditGrain> logger) : Grain, IAuditGrain
{
    private static readonly AuditLogKind[] Kinds = Enum.GetValues<AuditLogKind>();
    private string _tenantId = "";
    private AuditWriter[] _writers = [];

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _tenantId = Uri.UnescapeDataString(this.GetPrimaryKeyString());
        _writers = Array.ConvertAll(Kinds, kind => new AuditWriter(_tenantId, kind, store, time, redisOptions.Value.RetryAfter));
        this.RegisterGrainTimer(EnterUnfinished, TimeSpan.Zero, options.Value.UnfinishedAfter);
        return Task.CompletedTask;
    }

    public Task<string> Begin(AuditChange change) => Writer(change).Begin(change);

    public Task Record(string? id, AuditChange change, AuditOutcome outcome) => Writer(change).Add(id, change, outcome);

    public async Task<AuditPage> List(AuditQuery query)
    {
        if (query.SinceCreation && await tenants.Find(_tenantId) is { CreatedAt: var created } && !(query.From > created))
            query = query with { From = created };
        return await reader.Read(Array.ConvertAll(Kinds, kind => (GrainKey.ForAuditLog(_tenantId, kind), long.MaxValue)), query);
    }

    private AuditWriter Writer(AuditChange change) => _writers[Array.IndexOf(Kinds, change.Log)];

    private async Task EnterUnfinished()
    {
        try
        {
            foreach (var writer in _writers)
                await writer.EnterUnfinished(options.Value.UnfinishedAfter);
        }
        catch (PlatformException error)
        {
            // The store is away: the next round does it.
            AuditMessages.UnfinishedNotEntered(logger, _tenantId, error.Message);
        }
    }
}
