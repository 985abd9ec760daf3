using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Platform.Contracts.Erasure;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;
using Platform.Silo.Secrets;
using Platform.Silo.Storage;
using StackExchange.Redis;

namespace Platform.Silo.Erasure;

/// <summary>Signs manifests with the platform's key, which is made once, by whichever silo is the first to need it.</summary>
internal sealed class ErasureSigner(RedisStore redis, SecretBox box, TimeProvider time)
{
    private const string Purpose = "erasure key";
    private volatile SigningKey? _key;

    /// <summary>The key.</summary>
    /// <exception cref="PlatformException">The store is away, or the stored key cannot be read.</exception>
    public async ValueTask<SigningKey> Key() => _key ??= await Load();

    /// <summary>Signs a manifest.</summary>
    /// <exception cref="PlatformException">The store is away, or the stored key cannot be read.</exception>
    public async Task<SignedManifest> Sign(ErasureManifest manifest)
    {
        var key = await Key();
        var header = Base64Url.EncodeToString(Encoding.ASCII.GetBytes($$"""{"alg":"{{SignedManifest.Algorithm}}","kid":"{{key.Public.KeyId}}"}"""));
        var payload = Base64Url.EncodeToString(Json(manifest));
        var signature = Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes($"{header}.{payload}")));
        return new SignedManifest(manifest, payload, header, signature, key.Public.KeyId);
    }

    private static ReadOnlySpan<byte> Json(ErasureManifest manifest)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("id", manifest.Id);
        json.WriteString("kind", JsonNamingPolicy.SnakeCaseLower.ConvertName(manifest.Kind.ToString()));
        json.WriteString("tenantId", manifest.TenantId);
        json.WriteString("subject", manifest.Subject);
        json.WriteString("startedAt", manifest.StartedAt.UtcDateTime);
        json.WriteString("finishedAt", manifest.FinishedAt.UtcDateTime);
        json.WriteStartObject("erased");
        foreach (var (what, count) in manifest.Erased)
            json.WriteNumber(what, count);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan;
    }

    private async Task<SigningKey> Load()
    {
        var stored = await redis.Run(redis.Database.StringGetAsync(StoreKey.ErasureKey));
        if (stored.IsNull)
        {
            var made = new SigningKeyRecord(await Task.Run(() => box.Seal(SigningKey.NewPrivateKey(), Purpose)), time.GetUtcNow());
            // Of those who make one at the same moment, the first one's holds for all.
            await redis.Run(redis.Database.StringSetAsync(
                StoreKey.ErasureKey, JsonSerializer.SerializeToUtf8Bytes(made, StoreJson.Default.SigningKeyRecord), null, When.NotExists));
            stored = await redis.Run(redis.Database.StringGetAsync(StoreKey.ErasureKey));
        }

        try
        {
            var record = JsonSerializer.Deserialize((byte[])stored!, StoreJson.Default.SigningKeyRecord)!;
            return new SigningKey(await Task.Run(() => box.Open(record.Sealed, Purpose)));
        }
        catch (CryptographicException error)
        {
            throw new PlatformException(
                ErrorCode.StorageUnavailable,
                $"The key that signs erasures cannot be read, so nothing was erased: the operator has to bring back the key ring of {SecretOptions.Section}, or delete '{StoreKey.ErasureKey}' from Redis to have a new key made.",
                cause: error);
        }
    }
}
