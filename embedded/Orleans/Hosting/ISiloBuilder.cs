using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Hosting;

/// <summary>Configures the silo of a process.</summary>
public interface ISiloBuilder
{
    /// <summary>The process's services.</summary>
    IServiceCollection Services { get; }

    /// <summary>The process's configuration.</summary>
    IConfiguration Configuration { get; }
}
