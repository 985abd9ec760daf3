using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans.Hosting;

/// <summary>Adds work that runs once when the silo has become active.</summary>
public static class SiloBuilderStartupExtensions
{
    /// <summary>Adds a task, constructed from the services.</summary>
    public static ISiloBuilder AddStartupTask<TStartup>(this ISiloBuilder builder)
        where TStartup : class, IStartupTask
    {
        builder.Services.AddSingleton<IStartupTask, TStartup>();
        return builder;
    }

    /// <summary>Adds a task.</summary>
    public static ISiloBuilder AddStartupTask(this ISiloBuilder builder, IStartupTask startupTask)
    {
        builder.Services.AddSingleton(startupTask);
        return builder;
    }

    /// <summary>Adds a task.</summary>
    public static ISiloBuilder AddStartupTask(this ISiloBuilder builder, Func<IServiceProvider, CancellationToken, Task> startupTask)
    {
        builder.Services.AddSingleton<IStartupTask>(services => new DelegateStartupTask(services, startupTask));
        return builder;
    }
}
