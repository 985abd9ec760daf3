using Platform.Contracts.Erasure;
using Platform.Contracts.Keys;
using Platform.Contracts.Paging;
using Platform.Contracts.Sessions;
using Platform.Contracts.Users;
using Platform.Silo.Erasure;
using Platform.Silo.Users;

namespace Platform.Silo.Sessions;

/// <summary>A user's sessions, whichever API they came by: native ones, chat completions, responses, conversations.</summary>
internal sealed class UserSessions(SessionEraser eraser, IGrainFactory grains) : IUserData
{
    public ErasureStage Stage => ErasureStage.Activity;

    public Task Erase(UserAddress user, ErasureTally erased) => eraser.Erase(user.TenantId, StoreKey.UserSessions(user.Key), user.UserId, erased);

    public async IAsyncEnumerable<ExportRecord> Export(UserAddress user)
    {
        string? cursor = null;
        do
        {
            var page = await grains.GetGrain<IUserGrain>(user.Key).ListSessions(new PageRequest(PageRequest.MaxLimit, cursor));
            foreach (var session in page.Data)
            {
                await foreach (var record in SessionExport.Of(grains.GetGrain<ISessionGrain>(GrainKey.ForSession(user.TenantId, session.Id)), session))
                    yield return record;
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }
}
