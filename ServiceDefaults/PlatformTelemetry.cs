using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Platform.ServiceDefaults.Requests;

namespace Platform.ServiceDefaults;

/// <summary>Traces and metrics over OTLP.</summary>
internal static class PlatformTelemetry
{
    /// <summary>The variable that names the receiver; without it nothing is collected.</summary>
    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] Meters =
    [
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime",
        "Microsoft.Orleans", "Platform.*",
    ];

    private static readonly string[] Sources =
    [
        "Microsoft.AspNetCore", "System.Net.Http", "Microsoft.Orleans.Application", "Microsoft.Orleans.Runtime", "Platform.*",
    ];

    /// <summary>Adds the export when a receiver is named.</summary>
    public static void AddPlatformTelemetry(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration[EndpointVariable]))
            return;
        var service = builder.Configuration["OTEL_SERVICE_NAME"] ?? builder.Environment.ApplicationName;
        builder.Services.AddSingleton<IHostedService>(_ => new TelemetryExport(
            Sdk.CreateTracerProviderBuilder()
                .ConfigureResource(resource => resource.AddService(service))
                .AddSource(Sources)
                .AddProcessor(new RequestTagProcessor())
                .AddOtlpExporter()
                .Build(),
            Sdk.CreateMeterProviderBuilder()
                .ConfigureResource(resource => resource.AddService(service))
                .AddMeter(Meters)
                .AddOtlpExporter()
                .Build()));
    }
}
