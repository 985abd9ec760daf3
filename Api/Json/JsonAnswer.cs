using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Platform.Api.Json;

/// <summary>Status 200 and a JSON body.</summary>
/// <typeparam name="T">The body, known to a JSON context.</typeparam>
/// <param name="value">The body.</param>
internal sealed class JsonAnswer<T>(T value) : IResult, IEndpointMetadataProvider
{
    /// <summary>The body.</summary>
    public T Value { get; } = value;

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
