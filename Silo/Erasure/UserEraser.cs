using Platform.Contracts.Erasure;
using Platform.Contracts.Keys;
using Platform.Silo.Storage;
using Platform.Silo.Users;

namespace Platform.Silo.Erasure;

/// <summary>
/// Erases everything of a user, feature by feature. From its first step on nothing new of the user is stored, and each step
/// can be done again, so an erasure that breaks off is finished by the next attempt, under the same id.
/// </summary>
internal sealed class UserEraser(IEnumerable<IUserData> data, ErasureStore erasures, ErasureSigner signer, RedisStore redis, TimeProvider time)
{
    private readonly IUserData[] _data = [.. data.OrderBy(static part => part.Stage)];

    /// <summary>Erases the user.</summary>
    public async Task<SignedManifest> Erase(UserAddress user)
    {
        // What cannot be proven in the end is not begun.
        await signer.Key();
        var erased = await erasures.Begin(StoreKey.UserErasure(user.Key));
        foreach (var part in _data)
            await part.Erase(user, erased);
        await redis.Run(redis.Database.SetRemoveAsync(StoreKey.TenantUsers(GrainKey.ForTenant(user.TenantId)), user.UserId));
        var manifest = await signer.Sign(erased.ToManifest(ErasureKind.User, user.TenantId, user.UserId, time.GetUtcNow()));
        await erased.End();
        return manifest;
    }
}
