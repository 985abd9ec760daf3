using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Platform.Api.Json;
using Platform.Api.Sessions;

namespace Platform.Api.Requests;

/// <summary>The answer of a request that takes effect once: a new one, or the first one again.</summary>
/// <typeparam name="TAnswer">The form of a new one.</typeparam>
internal sealed class OnceAnswer<TAnswer> : IOnceAnswer, IResult, IEndpointMetadataProvider
    where TAnswer : IStorableAnswer, IEndpointMetadataProvider
{
    private readonly TAnswer? _new;
    private readonly int _status;
    private readonly string? _location;
    private readonly byte[] _body = [];

    /// <summary>A new answer.</summary>
    public OnceAnswer(TAnswer answer) => _new = answer;

    /// <summary>The first answer again.</summary>
    public OnceAnswer(int status, string? location, byte[] body) => (_status, _location, _body) = (status, location, body);

    /// <inheritdoc/>
    public int Status => _new?.Status ?? _status;

    /// <inheritdoc/>
    public string? Location => _new is null ? _location : _new.Location;

    /// <inheritdoc/>
    public bool IsRepeated => _new is null;

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (_new is not null)
            return _new.ExecuteAsync(httpContext);
        var response = httpContext.Response;
        response.StatusCode = _status;
        response.Headers[TurnCall.ReplayedHeader] = "true";
        if (_location is not null)
            response.Headers.Location = _location;
        JsonResponse.Write(response, _body);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => TAnswer.PopulateMetadata(method, builder);
}
