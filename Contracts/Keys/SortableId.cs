using System.Buffers.Binary;

namespace Platform.Contracts.Keys;

/// <summary>
/// New ids: a prefix and 26 characters that sort by time of creation (48 bits of milliseconds, 14 bits of the 100 ns steps
/// within one, then 66 random bits, in Crockford's base 32). Unique, but not secret: an id is never authorisation.
/// </summary>
public static class SortableId
{
    /// <summary>The prefix of turn ids.</summary>
    public const string Turn = "turn_";

    /// <summary>The prefix of API key ids.</summary>
    public const string Key = "key_";

    /// <summary>The prefix of session ids that the platform chooses.</summary>
    public const string Session = "ses_";

    /// <summary>The prefix of the ids of erasures.</summary>
    public const string Erasure = "era_";

    /// <summary>The prefix of ids of audit entries.</summary>
    public const string AuditEntry = "aud_";

    /// <summary>The characters behind the prefix: 26.</summary>
    public const int Length = 26;

    private const int TimeBits = 48;
    private const int RandomBits = 66;
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>A new id.</summary>
    /// <param name="prefix">What it begins with, such as <see cref="Turn"/>.</param>
    /// <param name="time">The clock.</param>
    public static string New(string prefix, TimeProvider time) =>
        string.Create(prefix.Length + Length, (prefix, Now: time.GetUtcNow()), static (text, from) =>
        {
            from.prefix.CopyTo(text);
            Span<byte> random = stackalloc byte[16];
            Random.Shared.NextBytes(random);
            var value = (UInt128)(ulong)from.Now.ToUnixTimeMilliseconds() << 80
                | (UInt128)(ulong)(from.Now.Ticks % TimeSpan.TicksPerMillisecond) << RandomBits
                | (BinaryPrimitives.ReadUInt128LittleEndian(random) & (((UInt128)1 << RandomBits) - 1));
            Write(text[from.prefix.Length..], value);
        });

    /// <summary>The id that always follows from the same bytes, of which the first 16 count; it looks like one of no particular time.</summary>
    /// <param name="prefix">What it begins with.</param>
    /// <param name="hash">The bytes, such as a hash.</param>
    public static string From(string prefix, ReadOnlySpan<byte> hash)
    {
        Span<char> part = stackalloc char[Length];
        Write(part, BinaryPrimitives.ReadUInt128BigEndian(hash));
        return string.Concat(prefix, part);
    }

    /// <summary>When an id was made, to the millisecond.</summary>
    /// <exception cref="FormatException">It does not end in the 26 characters of an id.</exception>
    public static DateTimeOffset TimeOf(string id)
    {
        if (id.Length < Length || !IsPart(id.AsSpan(id.Length - Length)))
            throw new FormatException($"'{id}' was not made here.");
        UInt128 value = 0;
        foreach (var character in id.AsSpan(id.Length - Length))
            value = (value << 5) | (uint)Alphabet.IndexOf(character);
        return DateTimeOffset.FromUnixTimeMilliseconds((long)(value >> (128 - TimeBits)));
    }

    /// <summary>Whether a text is what stands behind the prefix of an id.</summary>
    public static bool IsPart(ReadOnlySpan<char> text) =>
        text.Length == Length && text[0] <= '7' && text.IndexOfAnyExcept(Alphabet) < 0;

    private static void Write(Span<char> part, UInt128 value)
    {
        for (var index = part.Length - 1; index >= 0; index--)
        {
            part[index] = Alphabet[(int)((ulong)value & 31)];
            value >>= 5;
        }
    }
}
