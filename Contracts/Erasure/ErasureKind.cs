namespace Platform.Contracts.Erasure;

/// <summary>What was erased.</summary>
[GenerateSerializer, Alias("ErasureKind")]
public enum ErasureKind
{
    /// <summary>Everything of one user of a tenant.</summary>
    User,

    /// <summary>A whole tenant.</summary>
    Tenant,
}
