using System.Runtime.CompilerServices;
using Platform.Contracts.Erasure;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;
using Platform.Contracts.Sessions;
using Platform.Contracts.Tenants;
using Platform.Silo.Sessions;
using Platform.Silo.Users;

namespace Platform.Silo.Erasure;

/// <inheritdoc cref="IExportGrain"/>
[GrainType("export")]
[CollectionAgeLimit(Minutes = 2)]
internal sealed class ExportGrain(IEnumerable<IUserData> userData, IEnumerable<ITenantData> tenantData) : Grain, IExportGrain
{
    public async IAsyncEnumerable<ExportRecord> Tenant([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var tenantId = TenantId;
        if (await GrainFactory.GetGrain<ITenantGrain>(GrainKey.ForTenant(tenantId)).Get() is null)
            throw new PlatformException(ErrorCode.TenantNotFound, $"There is no tenant '{tenantId}'.");
        foreach (var part in tenantData)
        {
            await foreach (var record in part.Export(tenantId).WithCancellation(cancellationToken))
                yield return record;
        }
    }

    public async IAsyncEnumerable<ExportRecord> User(string userId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var user = new UserAddress(TenantId, userId);
        foreach (var part in userData)
        {
            await foreach (var record in part.Export(user).WithCancellation(cancellationToken))
                yield return record;
        }
    }

    public async IAsyncEnumerable<ExportRecord> Session(string sessionId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var grain = GrainFactory.GetGrain<ISessionGrain>(GrainKey.ForSession(TenantId, sessionId));
        var session = await grain.Get() ?? throw SessionFailures.NotFound(sessionId);
        await foreach (var record in SessionExport.Of(grain, session).WithCancellation(cancellationToken))
            yield return record;
    }

    private string TenantId => Uri.UnescapeDataString(this.GetPrimaryKeyString());
}
