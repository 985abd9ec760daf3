using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Platform.Silo.Models;

namespace Platform.Tests.TestKit.Providers;

/// <summary>The models of a silo as its host registers them, with settings and a clock of the test's choice.</summary>
internal sealed class ModelHost : IAsyncDisposable
{
    private readonly IHost _host;

    public ModelHost(TimeProvider? time, params (string Setting, string Value)[] settings)
    {
        // Nothing of the machine's own environment: a developer's real keys stay out of the tests.
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(pair => pair.Setting, pair => (string?)pair.Value));
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Logging.AddProvider(Logs);
        builder.AddPlatformModels();
        _host = builder.Build();
    }

    public LogCollector Logs { get; } = new();

    public IServiceProvider Services => _host.Services;

    public IModelCatalog Catalog => Services.GetRequiredService<IModelCatalog>();

    public IModelRouter Router => Services.GetRequiredService<IModelRouter>();

    /// <summary>A chain, for a tenant without keys of its own.</summary>
    public ModelRoute Resolve(IReadOnlyList<string> models) => Router.Resolve(models, "acme").AsTask().GetAwaiter().GetResult();

    public Task Start(CancellationToken cancellationToken) => _host.StartAsync(cancellationToken);

    public ValueTask DisposeAsync()
    {
        _host.Dispose();
        return default;
    }
}
