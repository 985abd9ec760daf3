namespace Orleans;

/// <summary>Calls grains from outside: in a silo process it calls through that silo.</summary>
public interface IClusterClient : IGrainFactory
{
    /// <summary>The services of the process.</summary>
    IServiceProvider ServiceProvider { get; }
}
