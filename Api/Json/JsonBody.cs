using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Metadata;

namespace Platform.Api.Json;

/// <summary>A JSON request body that has to be there. Binding fails with the error that the caller is told.</summary>
/// <typeparam name="T">Its form, known to a JSON context.</typeparam>
internal sealed class JsonBody<T> : IRequestBody, IEndpointParameterMetadataProvider
    where T : class
{
    private JsonBody(T value, byte[]? hash)
    {
        Value = value;
        Hash = hash;
    }

    /// <summary>The body.</summary>
    public T Value { get; }

    /// <summary>SHA-256 of the bytes as they came; null unless the request carries an idempotency key or the body is an <see cref="IHashedBody"/>.</summary>
    public byte[]? Hash { get; }

    object IRequestBody.Value => Value;

    JsonTypeInfo IRequestBody.Type => JsonTypes<T>.Info;

    /// <summary>Reads the body.</summary>
    public static async ValueTask<JsonBody<T>?> BindAsync(HttpContext context)
    {
        var (value, hash) = await JsonBodyReader.Read<T>(context.Request);
        return new JsonBody<T>(value ?? throw JsonFailure.EmptyBody().ToException(), hash);
    }

    /// <inheritdoc/>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new JsonBodyMetadata(typeof(T), Required: true));
}
