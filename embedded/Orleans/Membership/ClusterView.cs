using System.Collections.Frozen;
using Orleans.Runtime;

namespace Orleans.Membership;

/// <summary>
/// One version of the membership table, and the placement that follows from it: the owner of a grain is the active silo with the
/// highest weight for the grain's key (rendezvous hashing), so every process with the same view agrees, and a silo that comes or
/// goes moves only the grains it gets or had.
/// </summary>
internal sealed class ClusterView
{
    private readonly MembershipEntry[] _active;
    private readonly ulong[] _hashes;
    private readonly FrozenDictionary<SiloAddress, MembershipEntry> _members;

    public ClusterView(long version, IEnumerable<MembershipEntry> members)
    {
        Version = version;
        _members = members.ToFrozenDictionary(member => member.SiloAddress);
        _active = [.. _members.Values.Where(member => member.Status == SiloStatus.Active).OrderBy(member => member.SiloAddress)];
        _hashes = [.. _active.Select(member => Mix(member.SiloAddress.PlacementHash))];
    }

    public static ClusterView Empty { get; } = new(0, []);

    public long Version { get; }

    public IReadOnlyList<MembershipEntry> Active => _active;

    public IReadOnlyCollection<MembershipEntry> Members => _members.Values;

    public MembershipEntry? Find(SiloAddress silo) => _members.GetValueOrDefault(silo);

    public SiloStatus StatusOf(SiloAddress silo) => _members.TryGetValue(silo, out var member) ? member.Status : SiloStatus.None;

    /// <summary>Whether a silo has left or was declared dead, as far as this view knows.</summary>
    public bool IsDead(SiloAddress silo) =>
        _members.TryGetValue(silo, out var member) ? member.Status == SiloStatus.Dead : _members.Keys.Any(known => known.IsSuccessorOf(silo));

    /// <summary>The silo of a grain; null when none is active.</summary>
    public SiloAddress? OwnerOf(GrainId grain)
    {
        // By the key alone: a client may know the grain's type under another name than its silos do.
        var key = grain.Key.GetUniformHashCode64();
        var best = -1;
        var bestWeight = 0UL;
        for (var index = 0; index < _hashes.Length; index++)
        {
            var weight = Mix(key ^ _hashes[index]);
            if (best < 0 || weight > bestWeight)
            {
                best = index;
                bestWeight = weight;
            }
        }

        return best < 0 ? null : _active[best].SiloAddress;
    }

    public override string ToString() => $"version {Version}: {string.Join(", ", _members.Values.Where(member => member.Status != SiloStatus.Dead))}";

    // The finaliser of MurmurHash3: every input bit reaches every output bit.
    private static ulong Mix(ulong value)
    {
        value ^= value >> 33;
        value *= 0xff51afd7ed558ccd;
        value ^= value >> 33;
        value *= 0xc4ceb9fe1a85ec53;
        return value ^ (value >> 33);
    }
}
