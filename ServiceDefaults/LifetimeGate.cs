using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Platform.ServiceDefaults;

/// <summary>
/// Answers in place of the health checks while the process starts or stops. Neither is a failure, so nothing is logged, as it
/// would be for a failed check at every probe.
/// </summary>
internal static class LifetimeGate
{
    /// <summary>Puts the gate in front of an endpoint.</summary>
    public static void Guard(EndpointBuilder endpoint)
    {
        var checks = endpoint.RequestDelegate!;
        var lifetime = endpoint.ApplicationServices.GetRequiredService<IHostApplicationLifetime>();
        endpoint.RequestDelegate = context =>
            lifetime.ApplicationStopping.IsCancellationRequested ? Refuse(context, "The process is stopping.")
            : lifetime.ApplicationStarted.IsCancellationRequested ? checks(context)
            : Refuse(context, "The process is starting.");
    }

    private static Task Refuse(HttpContext context, string reason)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/plain";
        context.Response.Headers.CacheControl = "no-store, no-cache";
        return context.Response.WriteAsync(reason, context.RequestAborted);
    }
}
