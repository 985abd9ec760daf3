using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Proxy;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aspire.Hosting;

internal sealed class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly ResourceCollection _resources = [];

    public DistributedApplicationBuilder(string[] args)
    {
        InlineCompletions.Enable();
        Configuration.AddEnvironmentVariables();
        Configuration.AddCommandLine(args);
        if (Configuration["operation"] == "publish" || Configuration["publisher"] is not null)
            throw new DistributedApplicationException("Only Aspire itself publishes, and this is its stand-in: build the app host with -p:PlatformStack=Orleans.");
        AppHostDirectory = FindAppHostDirectory();
        Services.AddLogging();
        Services.AddHealthChecks();
        Services.AddSingleton<IConfiguration>(Configuration);
    }

    public ConfigurationManager Configuration { get; } = new();

    public string AppHostDirectory { get; }

    public IServiceCollection Services { get; } = new ServiceCollection();

    public IDistributedApplicationEventing Eventing { get; } = new DistributedApplicationEventing();

    public IResourceCollection Resources => _resources;

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        if (_resources.Any(other => string.Equals(other.Name, resource.Name, StringComparison.OrdinalIgnoreCase)))
            throw new DistributedApplicationException($"Two resources are named '{resource.Name}': give one of them another name.");
        _resources.Add(resource);
        return new ResourceBuilder<T>(this, resource);
    }

    public DistributedApplication Build()
    {
        Services.TryAddSingleton(TimeProvider.System);
        return new DistributedApplication(Services.BuildServiceProvider(), Eventing, [.. _resources]);
    }

    private static string FindAppHostDirectory() =>
        Assembly.GetEntryAssembly()?.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(attribute => attribute.Key == "apphostprojectpath")?.Value
        ?? Directory.GetCurrentDirectory();
}
