using Platform.Contracts.Audit;

namespace Platform.Silo.Audit;

/// <inheritdoc cref="IAuditDirectoryGrain"/>
[GrainType("audit-directory")]
internal sealed class AuditDirectoryGrain(AuditStore store, AuditReader reader) : Grain, IAuditDirectoryGrain
{
    public async Task<AuditPage> List(AuditQuery query) =>
        await reader.Read(await store.Logs(Math.Max(store.Oldest, query.From is { } from ? AuditTime.Of(from) : 0)), query);
}
