using System.Collections.Immutable;

namespace Orleans.Runtime;

/// <summary>A view of the cluster.</summary>
/// <param name="members">Every known silo, dead ones included until they are forgotten.</param>
/// <param name="version">The view's version.</param>
public sealed class ClusterMembershipSnapshot(ImmutableDictionary<SiloAddress, ClusterMember> members, MembershipVersion version)
{
    /// <summary>Every known silo, dead ones included until they are forgotten.</summary>
    public ImmutableDictionary<SiloAddress, ClusterMember> Members { get; } = members;

    /// <summary>The view's version.</summary>
    public MembershipVersion Version { get; } = version;

    /// <summary>A silo's status; dead when a later run took its endpoint; <see cref="SiloStatus.None"/> when it is unknown.</summary>
    public SiloStatus GetSiloStatus(SiloAddress silo)
    {
        if (Members.TryGetValue(silo, out var member))
            return member.Status;
        return Members.Keys.Any(known => known.IsSuccessorOf(silo)) ? SiloStatus.Dead : SiloStatus.None;
    }

    /// <inheritdoc/>
    public override string ToString() => $"version {Version}: {string.Join(", ", Members.Values)}";
}
