namespace Orleans.Runtime;

/// <summary>A part of an identity. Its hash is the same in every process.</summary>
public readonly struct IdSpan : IEquatable<IdSpan>
{
    private readonly string? _value;
    private readonly ulong _hash;

    private IdSpan(string value)
    {
        _value = value;
        var hash = 14695981039346656037UL;
        foreach (var character in value)
            hash = (hash ^ character) * 1099511628211UL;
        _hash = hash;
    }

    /// <summary>A part of a string.</summary>
    public static IdSpan Create(string value) => new(value);

    /// <summary>The same in every process and version.</summary>
    public ulong GetUniformHashCode64() => _hash;

    /// <inheritdoc/>
    public bool Equals(IdSpan other) => _hash == other._hash && string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is IdSpan other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)_hash ^ (int)(_hash >> 32);

    /// <summary>Whether two parts are the same.</summary>
    public static bool operator ==(IdSpan left, IdSpan right) => left.Equals(right);

    /// <summary>Whether two parts differ.</summary>
    public static bool operator !=(IdSpan left, IdSpan right) => !left.Equals(right);

    /// <inheritdoc/>
    public override string ToString() => _value ?? "";
}
