using System.Text;
using System.Text.Json;
using StackExchange.Redis;

namespace Platform.Tests.Erasure;

/// <summary>Everything that a Redis server holds, as bytes: each key, and each value of every type.</summary>
internal sealed class StoreScan
{
    private readonly List<(string Where, byte[] Bytes)> _all = [];

    /// <summary>Reads all of it.</summary>
    public static async Task<StoreScan> Of(IDatabase database)
    {
        var scan = new StoreScan();
        foreach (var key in (byte[][])(await database.ScriptEvaluateAsync("return redis.call('KEYS', '*')"))!)
        {
            var name = Encoding.UTF8.GetString(key);
            scan._all.Add(($"key {name}", key));
            var type = (string)(await database.ExecuteAsync("TYPE", (RedisKey)key))!;
            foreach (var value in await Values(database, key, type))
                scan._all.Add(($"{type} {name}", value));
        }

        return scan;
    }

    /// <summary>Where a text is, however it was written: as it is, escaped in JSON in either way, URL-encoded, in base64 at any offset.</summary>
    public string[] Find(string text)
    {
        var forms = Forms(text).Distinct().Select(Encoding.UTF8.GetBytes).ToArray();
        return [.. _all.Where(entry => forms.Any(form => entry.Bytes.AsSpan().IndexOf(form) >= 0)).Select(static entry => entry.Where).Distinct()];
    }

    private static IEnumerable<string> Forms(string text)
    {
        yield return text;
        yield return JsonSerializer.Serialize(text)[1..^1];
        yield return JsonSerializer.Serialize(text, new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })[1..^1];
        yield return Uri.EscapeDataString(text);
        yield return Uri.EscapeDataString(Uri.EscapeDataString(text));
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length < 12)
            throw new ArgumentException($"'{text}' is so short that it is found by chance.", nameof(text));
        for (var offset = 0; offset < 3; offset++)
        {
            // What lies wholly within the text, whatever stands around it.
            var inner = Convert.ToBase64String([.. new byte[offset], .. bytes]);
            yield return inner[4..^4];
            yield return inner[4..^4].Replace('+', '-').Replace('/', '_');
        }
    }

    private static async Task<byte[][]> Values(IDatabase database, RedisKey key, string type) => type switch
    {
        "string" => await database.StringGetAsync(key) is { IsNull: false } value ? [(byte[])value!] : [],
        "list" => Bytes(await database.ListRangeAsync(key)),
        "set" => Bytes(await database.SetMembersAsync(key)),
        "zset" => Bytes(await database.SortedSetRangeByRankAsync(key)),
        "hash" => [.. (await database.HashGetAllAsync(key)).SelectMany(static field => new[] { (byte[])field.Name!, (byte[])field.Value! })],
        "none" => [],
        _ => throw new NotSupportedException($"{key} is a {type}: teach the scan to read it."),
    };

    private static byte[][] Bytes(RedisValue[] values) => [.. values.Select(static value => (byte[])value!)];
}
