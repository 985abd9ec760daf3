using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Platform.ServiceDefaults;

/// <summary>Health of a process, for orchestrators and load balancers.</summary>
public static class PlatformHealth
{
    /// <summary>The tag of checks that decide whether the process takes work.</summary>
    public const string Ready = "ready";

    /// <summary>Adds what the health endpoints need; each part of the process adds its own checks.</summary>
    public static void AddPlatformHealth(this IServiceCollection services) => services.AddHealthChecks();

    /// <summary>
    /// Maps <c>/health/live</c> (the process answers) and <c>/health/ready</c>: 200 once all of the process has started and while
    /// its checks hold, else 503; always 503 from the moment it is asked to stop.
    /// </summary>
    public static void MapPlatformHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = static _ => false });
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = static check => check.Tags.Contains(Ready) })
            .Add(LifetimeGate.Guard);
    }
}
