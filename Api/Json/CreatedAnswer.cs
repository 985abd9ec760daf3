using System.Buffers;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Platform.Api.Json;

/// <summary>Status 201, the new object's address and the object as JSON.</summary>
/// <typeparam name="T">The body, known to a JSON context.</typeparam>
/// <param name="value">The body.</param>
/// <param name="location">The path of the new object.</param>
internal sealed class CreatedAnswer<T>(T value, string location) : IStorableAnswer, IEndpointMetadataProvider
{
    /// <inheritdoc/>
    public int Status => StatusCodes.Status201Created;

    /// <inheritdoc/>
    public string? Location => location;

    /// <inheritdoc/>
    public void WriteBody(IBufferWriter<byte> buffer) => JsonResponse.WriteTo(buffer, value, JsonTypes<T>.Info);

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.Headers.Location = Location;
        JsonResponse.Write(response, value, JsonTypes<T>.Info);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status201Created, typeof(T), ["application/json"]));
}
