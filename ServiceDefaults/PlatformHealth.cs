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

    /// <summary>Adds the check that every process has: it takes work once all of it has started, until it is asked to stop.</summary>
    public static void AddPlatformHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<LifetimeHealthCheck>("lifetime", tags: [Ready]);

    /// <summary>
    /// Maps <c>/health/live</c> (the process answers) and <c>/health/ready</c> (it takes work: 200, or 503 with the reason).
    /// </summary>
    public static void MapPlatformHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = static _ => false });
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = static check => check.Tags.Contains(Ready) });
    }
}
