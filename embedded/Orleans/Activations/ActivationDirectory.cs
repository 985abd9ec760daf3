using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Orleans.Runtime;

namespace Orleans.Activations;

/// <summary>The activations of this silo.</summary>
internal sealed class ActivationDirectory
{
    private readonly ConcurrentDictionary<GrainId, Activation> _activations = new(GrainIdComparer.Instance);

    public int Count => _activations.Count;

    /// <summary>All activations, without a lock: some may have just begun or ended.</summary>
    public IEnumerable<Activation> All => _activations.Select(pair => pair.Value);

    public bool TryGet(GrainId id, [NotNullWhen(true)] out Activation? activation) => _activations.TryGetValue(id, out activation);

    public Activation GetOrAdd(GrainId id, ActivationClass activationClass, out bool added)
    {
        var created = new Activation(id, activationClass);
        var found = _activations.GetOrAdd(id, created);
        added = ReferenceEquals(found, created);
        return found;
    }

    public void Remove(Activation activation) => _activations.TryRemove(new KeyValuePair<GrainId, Activation>(activation.GrainId, activation));

    private sealed class GrainIdComparer : IEqualityComparer<GrainId>
    {
        public static readonly GrainIdComparer Instance = new();

        public bool Equals(GrainId left, GrainId right) => left.Key == right.Key && left.Type.Value == right.Type.Value;

        public int GetHashCode(GrainId id) => id.Key.GetHashCode() ^ (id.Type.Value.GetHashCode() * 31);
    }
}
