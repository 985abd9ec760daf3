using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Platform.Contracts.Keys;
using Platform.Silo.Storage;

namespace Platform.Silo.Secrets;

/// <summary>
/// The key ring in Redis, where all silos share it. A silo that makes a key does so because it saw none: when another one was
/// faster its own is dropped, and it uses the other's, so that silos that start together begin with one key.
/// </summary>
internal sealed class RedisKeyRing(RedisStore redis) : IXmlRepository
{
    /// <summary>
    /// Adds an element. KEYS: ring. ARGV: element, how many there have to be (-1: any number). Answers 0 when there are others
    /// by now.
    /// </summary>
    public static readonly RedisScript Add = new("""
        if ARGV[2] ~= '-1' and redis.call('LLEN', KEYS[1]) ~= tonumber(ARGV[2]) then return 0 end
        redis.call('RPUSH', KEYS[1], ARGV[1])
        return 1
        """);

    private long _seen;

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        // The interface knows no asynchrony. It is asked at the start, and then about once a day.
        var elements = redis.Run(redis.Database.ListRangeAsync(StoreKey.KeyRing)).GetAwaiter().GetResult();
        Volatile.Write(ref _seen, elements.Length);
        return [.. elements.Select(static element => XElement.Parse(element!))];
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        var expected = KeyRingElement.IsKey(element) ? Volatile.Read(ref _seen) : -1;
        redis.Run(Add, [StoreKey.KeyRing], [element.ToString(SaveOptions.DisableFormatting), expected]).GetAwaiter().GetResult();
    }
}
