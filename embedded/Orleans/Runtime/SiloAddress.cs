using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Orleans.Runtime;

/// <summary>Names one run of a silo: where it listens, and a generation that a restart on the same endpoint raises.</summary>
[GenerateSerializer, Immutable, Alias("Orleans.Runtime.SiloAddress")]
public sealed class SiloAddress : IEquatable<SiloAddress>, IComparable<SiloAddress>
{
    [Id(0)]
    private readonly string _text;
    [NonSerialized]
    private Parts? _parts;

    private SiloAddress(string text) => _text = text;

    /// <summary>No silo.</summary>
    public static SiloAddress Zero { get; } = New(new IPEndPoint(0L, 0), 0);

    /// <summary>Where other silos reach it.</summary>
    public IPEndPoint Endpoint => Read().Endpoint;

    /// <summary>The run: seconds since 2022, or one more than the last run's.</summary>
    public int Generation => Read().Generation;

    /// <summary>Whether this names a client; clients have negative generations.</summary>
    public bool IsClient => Generation < 0;

    /// <summary>An address.</summary>
    public static SiloAddress New(IPEndPoint ep, int gen) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{ep.Address}:{ep.Port}@{gen}"));

    /// <summary>An address.</summary>
    public static SiloAddress New(IPAddress address, int port, int generation) => New(new IPEndPoint(address, port), generation);

    /// <summary>Reads <c>address:port@generation</c>.</summary>
    /// <exception cref="FormatException">The text has another form.</exception>
    public static SiloAddress FromParsableString(string addr) =>
        TryParse(addr, out var result) ? result : throw new FormatException($"'{addr}' is no silo address; expected 'address:port@generation'.");

    /// <summary>Reads <c>address:port@generation</c>.</summary>
    public static bool TryParse(string? value, [NotNullWhen(true)] out SiloAddress? result)
    {
        result = Parts.TryRead(value) is { } parts ? new SiloAddress(value!) { _parts = parts } : null;
        return result is not null;
    }

    /// <summary>Writes what <see cref="FromParsableString"/> reads.</summary>
    public string ToParsableString() => _text;

    /// <summary>Whether this is a later run on the same endpoint.</summary>
    public bool IsSuccessorOf(SiloAddress other) => Endpoint.Equals(other.Endpoint) && Generation > other.Generation;

    /// <summary>Whether this is an earlier run on the same endpoint.</summary>
    public bool IsPredecessorOf(SiloAddress other) => other.IsSuccessorOf(this);

    /// <summary>The same in every process.</summary>
    public int GetConsistentHashCode() => (int)PlacementHash;

    /// <inheritdoc/>
    public bool Equals([NotNullWhen(true)] SiloAddress? other) => other is not null && _text == other._text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SiloAddress);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)PlacementHash;

    /// <summary>Orders by generation, port, then address.</summary>
    public int CompareTo(SiloAddress? other)
    {
        if (other is null)
            return 1;
        var order = Generation.CompareTo(other.Generation);
        return order != 0 ? order : string.CompareOrdinal(ToParsableString(), other.ToParsableString());
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"S{Endpoint}:{Generation}");

    internal ulong PlacementHash => Read().Hash;

    private Parts Read() => _parts ??= Parts.TryRead(_text) ?? throw new FormatException($"'{_text}' is no silo address; expected 'address:port@generation'.");

    private sealed record Parts(IPEndPoint Endpoint, int Generation, ulong Hash)
    {
        public static Parts? TryRead(string? value)
        {
            var at = value?.LastIndexOf('@') ?? -1;
            var colon = at < 0 ? -1 : value!.LastIndexOf(':', at);
            return colon >= 0
                && IPAddress.TryParse(value.AsSpan(0, colon), out var address)
                && ushort.TryParse(value.AsSpan(colon + 1, at - colon - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
                && int.TryParse(value.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var generation)
                ? new Parts(new IPEndPoint(address, port), generation, IdSpan.Create(value!).GetUniformHashCode64())
                : null;
        }
    }
}
