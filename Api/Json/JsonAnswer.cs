using System.Buffers;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Platform.Api.Json;

/// <summary>Status 200 and a JSON body.</summary>
/// <typeparam name="T">The body, known to a JSON context.</typeparam>
/// <param name="value">The body.</param>
internal sealed class JsonAnswer<T>(T value) : IStorableAnswer, IEndpointMetadataProvider
{
    /// <summary>The body.</summary>
    public T Value { get; } = value;

    /// <inheritdoc/>
    public int Status => StatusCodes.Status200OK;

    /// <inheritdoc/>
    public string? Location => null;

    /// <inheritdoc/>
    public void WriteBody(IBufferWriter<byte> buffer) => JsonResponse.WriteTo(buffer, Value, JsonTypes<T>.Info);

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        JsonResponse.Write(httpContext.Response, Value, JsonTypes<T>.Info);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
}
