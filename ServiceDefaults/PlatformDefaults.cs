using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Platform.ServiceDefaults.Requests;
using Platform.ServiceDefaults.Tuning;

namespace Platform.ServiceDefaults;

/// <summary>What every process of the platform has: a tuning profile, health, telemetry, logs for machines, a bounded drain.</summary>
public static class PlatformDefaults
{
    /// <summary>How long a process may take to finish what it has begun when it is asked to stop: 30 s.</summary>
    public static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Adds the defaults. <c>Platform:Logging:Json=true</c> writes one JSON object per log line,
    /// with the tenant, request and session it is about;
    /// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> sends traces and metrics there.
    /// </summary>
    public static void AddServiceDefaults(this WebApplicationBuilder builder)
    {
        builder.AddTuningProfile();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = DrainTime);
        // One line per request, or an activity that nobody looks at, would cost more than the request itself.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.AddSingleton<IExternalScopeProvider, RequestScopes>();
        if (builder.Configuration.GetValue<bool>("Platform:Logging:Json"))
            builder.Logging.AddJsonConsole(options => options.IncludeScopes = true);
        builder.AddPlatformTelemetry();
        builder.Services.AddPlatformHealth();
    }
}
