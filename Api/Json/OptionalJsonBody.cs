using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Metadata;

namespace Platform.Api.Json;

/// <summary>A JSON request body that may be left out, which means the same as <c>{}</c>.</summary>
/// <typeparam name="T">Its form, known to a JSON context.</typeparam>
internal sealed class OptionalJsonBody<T> : IRequestBody, IEndpointParameterMetadataProvider
    where T : class, new()
{
    private OptionalJsonBody(T value, byte[]? hash)
    {
        Value = value;
        Hash = hash;
    }

    /// <summary>The body.</summary>
    public T Value { get; }

    /// <summary>SHA-256 of the bytes as they came, of none when it was left out; null unless the request carries an idempotency key.</summary>
    public byte[]? Hash { get; }

    object IRequestBody.Value => Value;

    JsonTypeInfo IRequestBody.Type => JsonTypes<T>.Info;

    /// <summary>Reads the body.</summary>
    public static async ValueTask<OptionalJsonBody<T>?> BindAsync(HttpContext context)
    {
        var (value, hash) = await JsonBodyReader.Read<T>(context.Request);
        return new OptionalJsonBody<T>(value ?? new T(), hash);
    }

    /// <inheritdoc/>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new JsonBodyMetadata(typeof(T), Required: false));
}
