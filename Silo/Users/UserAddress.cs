using Platform.Contracts.Keys;

namespace Platform.Silo.Users;

/// <summary>A user of a tenant.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="UserId">The user's id, which is the application's own.</param>
internal sealed record UserAddress(string TenantId, string UserId)
{
    /// <summary>The key of the user's grain, of which all Redis keys of the user are made.</summary>
    public string Key { get; } = GrainKey.ForUser(TenantId, UserId);

    /// <summary>The user behind a grain key.</summary>
    public static UserAddress Of(string grainKey)
    {
        var (tenantId, userId) = GrainKey.Split(grainKey);
        return new UserAddress(tenantId, userId);
    }

    /// <summary>Without the id, which is personal: this may come to stand in a log.</summary>
    public override string ToString() => $"a user of {TenantId}";
}
