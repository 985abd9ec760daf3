using Microsoft.AspNetCore.Connections;
using Platform.Api.Authentication;
using Platform.Api.Errors;
using Platform.Api.Hosting;
using Platform.Api.Limits;
using Platform.Api.Overload;
using Platform.Api.Streaming;
using Platform.Contracts.Errors;
using Platform.ServiceDefaults.Tuning;

namespace Platform.Api.Requests;

/// <summary>
/// What every request passes, in one step since it is on the path of every turn: the request id, the API key that the route
/// asks for, whether there is room for another turn, the limits of its tenant and itself, and the error envelope for whatever goes wrong.
/// </summary>
internal sealed class RequestEdge(
    RequestDelegate next, ClusterStart start, KeyCheck keys, TurnGate gate, RequestLimits limits, AwakeProcessors awake, TimeProvider time,
    ILogger<RequestEdge> logger)
{
    private static readonly TimeSpan TellingInterval = TimeSpan.FromSeconds(1);

    private long _toldAt;
    private int _untold;

    public async Task InvokeAsync(HttpContext context)
    {
        awake.Work();
        context.TraceIdentifier = RequestId.Of(context.Request, time);
        context.Response.Headers[RequestId.Header] = context.TraceIdentifier;
        try
        {
            var endpoint = context.GetEndpoint();
            if (endpoint is null)
            {
                ErrorAnswer.Write(context, RequestFailures.RouteNotFound(context.Request));
                return;
            }

            if (endpoint.Metadata.GetMetadata<RequiredAccess>() is { } required)
            {
                if (start.Refusal is { } early)
                {
                    ErrorAnswer.Write(context, early);
                    return;
                }

                var caller = await keys.Admit(context.Request, required.Access);
                context.Features.Set(caller);
                if (endpoint.Metadata.GetMetadata<BeginsTurns>() is not null && gate.Refusal(caller.TenantId) is { } refusal)
                {
                    ErrorAnswer.Write(context, refusal);
                    return;
                }

                if (RequestLimits.Concern(caller))
                    await limits.Admit(caller, context.Response.Headers);
                RequestTagging.Begin(context, caller);
            }

            await next(context);
            if (context.Response is { StatusCode: StatusCodes.Status405MethodNotAllowed, HasStarted: false } response)
                ErrorAnswer.Write(context, RequestFailures.MethodNotAllowed(context.Request, response.Headers.Allow));
        }
        catch (Exception error) when (error is not CutStreamException)
        {
            Answer(context, error);
        }
    }

    private void Answer(HttpContext context, Exception error)
    {
        // Nobody is there to read an answer.
        if (context.RequestAborted.IsCancellationRequested || error is ConnectionResetException or ConnectionAbortedException)
            return;

        var request = context.Request;
        var path = RequestFailures.Shown(request.Path);
        if (context.Response.HasStarted)
        {
            // Cutting the connection is the only way left to tell that the answer is not complete.
            ErrorLog.BrokenAnswer(logger, context.TraceIdentifier, request.Method, path, error);
            context.Abort();
            return;
        }

        var failure = FailureMapping.Of(error);
        var kind = ErrorCatalog.Describe(failure.Code);
        if (failure.Code == ErrorCode.InternalError)
            ErrorLog.Defect(logger, context.TraceIdentifier, request.Method, path, error);
        else if (kind.Status >= StatusCodes.Status500InternalServerError && error is not PlatformException)
            TellUnavailable(context, path, kind, error);
        ErrorAnswer.Write(context, failure);
    }

    /// <summary>While the cluster is away every request fails the same way: one line a second tells as much as thousands.</summary>
    private void TellUnavailable(HttpContext context, string path, ErrorKind kind, Exception error)
    {
        var last = Volatile.Read(ref _toldAt);
        if ((last == 0 || time.GetElapsedTime(last) >= TellingInterval) && Interlocked.CompareExchange(ref _toldAt, time.GetTimestamp(), last) == last)
            ErrorLog.Unavailable(logger, context.TraceIdentifier, context.Request.Method, path, kind.Status, kind.Name, Interlocked.Exchange(ref _untold, 0), error.Message);
        else
            Interlocked.Increment(ref _untold);
    }
}
