using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Platform.LoadTests.Cluster;
using StackExchange.Redis;

namespace Platform.LoadTests.Grains;

/// <summary>A silo in a process of its own that holds the grains of this program, set up by what Orleans has for one machine.</summary>
internal sealed class GrainSilo : IAsyncDisposable
{
    /// <summary>The hidden command that makes this program the silo; behind it the two ports, and Redis where there is one.</summary>
    public const string Command = "grain-silo";

    private const string Ready = "ready";

    private readonly Process _process;

    private GrainSilo(Process process, int gatewayPort)
    {
        _process = process;
        GatewayPort = gatewayPort;
    }

    /// <summary>The port for clients.</summary>
    public int GatewayPort { get; }

    /// <summary>Starts it as a child process and waits until it is ready.</summary>
    /// <param name="redis">Where <see cref="IPingGrain.Store"/> stores; null when it is not called.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<GrainSilo> Start(string? redis, CancellationToken cancellationToken)
    {
        var (siloPort, gatewayPort) = (LoopbackPort.Free(), LoopbackPort.Free());
        string[] arguments = [typeof(GrainSilo).Assembly.Location, Command, Text(siloPort), Text(gatewayPort), .. redis is null ? Array.Empty<string>() : [redis]];
        var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("The silo did not start.");
        var silo = new GrainSilo(process, gatewayPort);
        if (await process.StandardOutput.ReadLineAsync(cancellationToken) == Ready)
            return silo;
        await silo.DisposeAsync();
        throw new InvalidOperationException("The silo did not say that it is ready.");
    }

    /// <summary>Is the silo, until its standard input ends.</summary>
    public static async Task Serve(int siloPort, int gatewayPort, string? redis)
    {
        // Not awaited: the client would run what follows on the thread that it answers on, and the end of this method blocks it.
        using var connection = redis is null ? null : ConnectionMultiplexer.Connect(redis);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging(static logging => logging.SetMinimumLevel(LogLevel.Warning));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new PingStore(connection?.GetDatabase()));
        builder.UseOrleans(silo => silo.UseLocalhostClustering(siloPort, gatewayPort));
        using var host = builder.Build();
        await host.StartAsync();
        Console.WriteLine(Ready);
        await Console.In.ReadToEndAsync();
        await host.StopAsync();
    }

    /// <summary>Is the silo that the arguments behind <see cref="Command"/> ask for.</summary>
    public static Task Serve(string[] arguments) => Serve(
        int.Parse(arguments[0], CultureInfo.InvariantCulture),
        int.Parse(arguments[1], CultureInfo.InvariantCulture),
        arguments.Length > 2 ? arguments[2] : null);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
