using System.Security.Cryptography;
using System.Text;
using Platform.Api.Errors;
using Platform.Api.Json;

namespace Platform.Api.Requests;

/// <summary>SHA-256 of what makes a request the same one: method, path and body.</summary>
internal static class RequestHash
{
    /// <summary>The hash of a request.</summary>
    /// <param name="request">It.</param>
    /// <param name="bodyHash">SHA-256 of its body; null: the body was not read yet, since the route takes none.</param>
    public static async ValueTask<byte[]> Of(HttpRequest request, byte[]? bodyHash)
    {
        bodyHash ??= await HashOfBody(request);
        // The last part has a fixed length, so that no two requests run together to the same text.
        return SHA256.HashData([.. Encoding.UTF8.GetBytes($"{request.Method} {request.Path}"), .. bodyHash]);
    }

    private static async ValueTask<byte[]> HashOfBody(HttpRequest request)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long length = 0; ;)
        {
            var result = await request.BodyReader.ReadAsync();
            var buffer = result.Buffer;
            foreach (var segment in buffer)
                hash.AppendData(segment.Span);
            length += buffer.Length;
            request.BodyReader.AdvanceTo(buffer.End);
            if (length > JsonBodyReader.MaxBytes)
                throw RequestFailures.BodyTooLarge().ToException();
            if (result.IsCompleted)
                return hash.GetHashAndReset();
        }
    }
}
