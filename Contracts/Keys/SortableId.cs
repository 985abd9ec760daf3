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

    /// <summary>The characters behind the prefix: 26.</summary>
    public const int Length = 26;

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
            for (var index = text.Length - 1; index >= from.prefix.Length; index--)
            {
                text[index] = Alphabet[(int)((ulong)value & 31)];
                value >>= 5;
            }
        });
}
