using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Platform.Contracts.Audit;
using Platform.Silo.Storage;

namespace Platform.Silo.Audit;

/// <summary>
/// An entry with its hash. In Redis it is the hash, a space and the JSON it was taken of. Since that names the hash of the entry
/// before, nothing can be changed, put in or taken out without every later hash changing as well.
/// </summary>
/// <param name="Hash">SHA-256 of the JSON, in hexadecimal.</param>
/// <param name="Record">The entry.</param>
/// <param name="IsGenuine">Whether the hash is that of the JSON.</param>
internal sealed record StoredEntry(string Hash, AuditRecord Record, bool IsGenuine)
{
    /// <summary>The characters of a hash.</summary>
    public const int HashLength = SHA256.HashSizeInBytes * 2;

    /// <summary>Adds up an entry to be stored.</summary>
    public static (StoredEntry Entry, byte[] Text) Of(AuditRecord record)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(record, StoreJson.Default.AuditRecord);
        var hash = HashOf(json);
        return (new StoredEntry(hash, record, true), [.. Encoding.ASCII.GetBytes(hash), (byte)' ', .. json]);
    }

    /// <summary>Reads what is stored; null when it is no entry.</summary>
    public static StoredEntry? Read(byte[] text)
    {
        if (text.Length < HashLength + 2)
            return null;
        try
        {
            var json = text.AsSpan(HashLength + 1);
            var hash = Encoding.ASCII.GetString(text, 0, HashLength);
            return JsonSerializer.Deserialize(json, StoreJson.Default.AuditRecord) is { } record
                ? new StoredEntry(hash, record, text[HashLength] == ' ' && hash == HashOf(json))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether another entry is the next one of the log.</summary>
    public bool IsFollowedBy(StoredEntry next) => next.Record.Previous == Hash && next.Record.Seq == Record.Seq + 1;

    /// <summary>The entry as it is read by people.</summary>
    public AuditEntry ToEntry() => new()
    {
        Id = Record.Id,
        Time = AuditTime.ToMoment(Record.At),
        TenantId = Record.TenantId,
        Change = Record.Change,
        Outcome = Record.Outcome,
        Hash = Hash,
        PreviousHash = Record.Previous,
    };

    private static string HashOf(ReadOnlySpan<byte> json) => Convert.ToHexStringLower(SHA256.HashData(json));
}
