using System.Diagnostics;
using System.Reflection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Platform.Tests.TestKit;

/// <summary>
/// Runs the Program of a product's process inside the test process, on real ports: exactly what would be started, with its
/// services in reach. The hosting library tells of the host that it builds; the announcement is caught here.
/// </summary>
internal sealed class ProgramHost : IAsyncDisposable
{
    /// <summary>So that a program which waits for something that does not come fails its test, and holds up no other.</summary>
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(1);

    private readonly Task _run;

    private ProgramHost(IHost host, Task run)
    {
        Host = host;
        _run = run;
    }

    public IHost Host { get; }

    public IServiceProvider Services => Host.Services;

    /// <summary>Where it listens.</summary>
    public Uri Address => new(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Starts a program and waits until all of it has started.</summary>
    /// <param name="program">The process's assembly.</param>
    /// <param name="settings">Configuration, as if given on the command line.</param>
    /// <param name="change">Changes to its services.</param>
    public static Task<ProgramHost> StartAsync(Assembly program, Dictionary<string, string> settings, Action<IServiceCollection>? change = null) => StartAsync(
        program,
        settings,
        change,
        static host =>
        {
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(started.SetResult);
            return started.Task;
        });

    /// <summary>Starts a program and waits until it listens, though other parts of it may still wait for something.</summary>
    /// <param name="program">The process's assembly.</param>
    /// <param name="settings">Configuration, as if given on the command line: its address has port 0.</param>
    /// <param name="change">Changes to its services.</param>
    public static Task<ProgramHost> ListenAsync(Assembly program, Dictionary<string, string> settings, Action<IServiceCollection>? change = null) => StartAsync(
        program,
        settings,
        change,
        static host => Eventually.See(
            () => Task.FromResult(host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()),
            static address => address is not null && new Uri(address).Port != 0,
            CancellationToken.None));

    private static async Task<ProgramHost> StartAsync(
        Assembly program, Dictionary<string, string> settings, Action<IServiceCollection>? change, Func<IHost, Task> begun)
    {
        var arguments = settings.Select(setting => $"--{setting.Key}={setting.Value}").ToArray();
        var built = new TaskCompletionSource<IHost>(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = Task.Run(async () =>
        {
            using var subscription = DiagnosticListener.AllListeners.Subscribe(new HostListener(built, change));
            var result = program.EntryPoint!.Invoke(null, program.EntryPoint.GetParameters().Length == 0 ? [] : [arguments]);
            if (result is Task task)
                await task;
        });
        if (await Task.WhenAny(built.Task, run) == run)
        {
            await run;
            throw new InvalidOperationException($"{program.GetName().Name} ended before it had built its host; it says why on the error output.");
        }

        var host = await built.Task;
        var beginning = begun(host);
        if (await Task.WhenAny(beginning, run).WaitAsync(StartTimeout, TimeProvider.System) == run)
        {
            await run;
            throw new InvalidOperationException($"{program.GetName().Name} ended before it had started; it says why on the error output.");
        }

        await beginning;
        return new ProgramHost(host, run);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        }
        catch (ObjectDisposedException)
        {
            // It has stopped by itself.
        }

        await _run;
    }

    /// <summary>Hears of the host that is built in this flow of execution, and of no other test's.</summary>
    private sealed class HostListener : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
    {
        private static readonly AsyncLocal<HostListener?> Current = new();
        private readonly TaskCompletionSource<IHost> _built;
        private readonly Action<IServiceCollection>? _change;

        public HostListener(TaskCompletionSource<IHost> built, Action<IServiceCollection>? change)
        {
            _built = built;
            _change = change;
            Current.Value = this;
        }

        public void OnNext(DiagnosticListener listener)
        {
            if (listener.Name == "Microsoft.Extensions.Hosting")
                listener.Subscribe(this);
        }

        public void OnNext(KeyValuePair<string, object?> told)
        {
            if (Current.Value != this)
                return;
            if (told is { Key: "HostBuilding", Value: IHostApplicationBuilder builder })
                _change?.Invoke(builder.Services);
            else if (told is { Key: "HostBuilding", Value: IHostBuilder other })
                other.ConfigureServices((_, services) => _change?.Invoke(services));
            else if (told is { Key: "HostBuilt", Value: IHost host })
                _built.TrySetResult(host);
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
