using System.Text.Json;
using Microsoft.Extensions.Options;
using Platform.Contracts.Keys;
using Platform.Contracts.Requests;
using Platform.Silo.Storage;
using StackExchange.Redis;

namespace Platform.Silo.Requests;

/// <summary>Records of requests in Redis, each of which ends by itself a fixed time after its claim.</summary>
internal sealed class RequestStore(RedisStore redis, IOptions<RequestOptions> options)
{
    /// <summary>The record; null when there is none.</summary>
    public async Task<RequestRecord?> Read(string requestKey) => Parsed(await Document(requestKey));

    /// <summary>Stores a record unless there is one. The one that is there already; null when it is this one.</summary>
    public async Task<RequestRecord?> Claim(string requestKey, RequestRecord record)
    {
        var kept = await redis.Run(
            RequestScripts.Claim, [StoreKey.Request(requestKey)], [Document(record), (long)options.Value.Lifetime.TotalMilliseconds]);
        return Parsed((RedisValue)kept);
    }

    /// <summary>
    /// Adds the answer to a claim that has none. The answer that it has already; null when it is this one, and when the claim
    /// is gone.
    /// </summary>
    public async Task<RequestAnswer?> Complete(string requestKey, string token, RequestAnswer answer)
    {
        while (true)
        {
            var before = await Document(requestKey);
            if (Parsed(before) is not { IsErased: false } record || record.Token != token)
                return null;
            if (record.Answer is { } first)
                return first;
            if (await Replace(requestKey, before, record with { Answer = answer }))
                return null;
        }
    }

    /// <summary>Removes a record.</summary>
    public Task Erase(string requestKey) => redis.Run(redis.Database.KeyDeleteAsync(StoreKey.Request(requestKey)));

    /// <summary>
    /// Removes the answer from a record that was claimed up to a time; it goes on preventing a second effect. False when it is
    /// younger, and left as it is.
    /// </summary>
    public async Task<bool> Blank(string requestKey, DateTimeOffset upTo)
    {
        while (true)
        {
            var before = await Document(requestKey);
            if (Parsed(before) is not { IsErased: false } record)
                return true;
            if (record.ClaimedAt > upTo)
                return false;
            if (await Replace(requestKey, before, record with { Proposal = null, Answer = null, IsErased = true }))
                return true;
        }
    }

    /// <summary>Removes everything from a record but the fact of the request, for the rest of its time. False when there is no record.</summary>
    public async Task<bool> Forget(string requestKey)
    {
        while (true)
        {
            var before = await Document(requestKey);
            if (Parsed(before) is not { IsErased: false } record)
                return false;
            if (await Replace(requestKey, before, record with { Proposal = null, Answer = null, IsErased = true, IsOfErasedUser = true }))
                return true;
        }
    }

    private async Task<bool> Replace(string requestKey, RedisValue before, RequestRecord after) =>
        (long)await redis.Run(RequestScripts.Replace, [StoreKey.Request(requestKey)], [before, Document(after)]) == 1;

    private Task<RedisValue> Document(string requestKey) => redis.Run(redis.Database.StringGetAsync(StoreKey.Request(requestKey)));

    private static RedisValue Document(RequestRecord record) =>
        JsonSerializer.SerializeToUtf8Bytes(record, StoreJson.Default.RequestRecord);

    private static RequestRecord? Parsed(RedisValue document) =>
        document.IsNull ? null : JsonSerializer.Deserialize((byte[])document!, StoreJson.Default.RequestRecord);
}
