using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Net.Http.Headers;
using Platform.Api.Errors;
using Platform.Api.Requests;
using Platform.Contracts.Errors;

namespace Platform.Api.Json;

/// <summary>Reads request bodies: bounded, strict, and with errors that name the field.</summary>
internal static class JsonBodyReader
{
    /// <summary>The largest body: 1 MB.</summary>
    public const int MaxBytes = 1024 * 1024;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The body, or null when there is none; and its hash when that is wanted: with an idempotency key, and of <see cref="IHashedBody"/> always.</summary>
    /// <exception cref="PlatformException">The body is too large, or not what the route takes.</exception>
    public static async ValueTask<(T? Value, byte[]? Hash)> Read<T>(HttpRequest request)
        where T : class
    {
        if (request.ContentLength > MaxBytes)
            throw RequestFailures.BodyTooLarge().ToException();

        var reader = request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync();
            var buffer = result.Buffer;
            if (buffer.Length > MaxBytes)
            {
                reader.AdvanceTo(buffer.End);
                throw RequestFailures.BodyTooLarge().ToException();
            }

            if (result.IsCompleted)
            {
                try
                {
                    return (buffer.IsEmpty ? null : Parse<T>(request, buffer), Hash<T>(request, buffer));
                }
                finally
                {
                    reader.AdvanceTo(buffer.End);
                }
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static T Parse<T>(HttpRequest request, in ReadOnlySequence<byte> body)
        where T : class
    {
        RequireJson(request.ContentType);
        if (body.IsSingleSegment)
            return Parse<T>(body.FirstSpan);
        var length = (int)body.Length;
        var whole = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            body.CopyTo(whole);
            return Parse<T>(whole.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(whole);
        }
    }

    /// <summary>What a JSON text says.</summary>
    /// <exception cref="PlatformException">It is not JSON, or not of this form.</exception>
    public static T Parse<T>(ReadOnlySpan<byte> json)
        where T : class
    {
        if (json.StartsWith(ByteOrderMark))
            json = json[ByteOrderMark.Length..];
        if (!Utf8.IsValid(json))
            throw JsonFailure.NotUtf8().ToException();
        if (!UnicodeEscapes.ArePaired(json))
            throw JsonFailure.HalfSurrogate().ToException();
        var type = JsonTypes<T>.Info;
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw JsonFailure.Null().ToException();
        }
        catch (JsonException error)
        {
            throw JsonFailure.Of(error, type).ToException();
        }
    }

    private static void RequireJson(string? contentType)
    {
        if (string.Equals(contentType, "application/json", StringComparison.OrdinalIgnoreCase))
            return;
        var isJson = MediaTypeHeaderValue.TryParse(contentType, out var parsed)
            && (parsed.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
                || (parsed.Type.Equals("application", StringComparison.OrdinalIgnoreCase) && parsed.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase)))
            && (!parsed.Charset.HasValue || HeaderUtilities.RemoveQuotes(parsed.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
        if (!isJson)
            throw JsonFailure.ContentType(contentType).ToException();
    }

    private static byte[]? Hash<T>(HttpRequest request, in ReadOnlySequence<byte> body)
    {
        if (!typeof(T).IsAssignableTo(typeof(IHashedBody)) && !request.Headers.ContainsKey(IdempotencyKey.Header))
            return null;
        if (body.IsSingleSegment)
            return SHA256.HashData(body.FirstSpan);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var segment in body)
            hash.AppendData(segment.Span);
        return hash.GetHashAndReset();
    }
}
