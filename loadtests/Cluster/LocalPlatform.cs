using System.Diagnostics;
using System.Reflection;

namespace Platform.LoadTests.Cluster;

/// <summary>A platform of its own for one run: the app host as a process, on a free port, with data in a temporary folder.</summary>
internal sealed class LocalPlatform : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(45);

    private readonly Process _appHost;
    private readonly AppHostOutput _output;
    private readonly string _data;
    private readonly bool _ownsData;

    private LocalPlatform(Process appHost, AppHostOutput output, string data, bool ownsData, Uri address)
    {
        _appHost = appHost;
        _output = output;
        _data = data;
        _ownsData = ownsData;
        Address = address;
        var keys = File.ReadLines(Path.Combine(data, "keys.env"))
            .Select(line => line.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0].Trim(), pair => pair[1].Trim().Trim('"', '\''));
        Key = keys["PLATFORM_KEY"];
        AdminKey = keys["PLATFORM_ADMIN_KEY"];
    }

    /// <summary>The app host's process id; silos, APIs and Redis are below it.</summary>
    public int ProcessId => _appHost.Id;

    /// <summary>The platform's address.</summary>
    public Uri Address { get; }

    /// <summary>The demo tenant's key.</summary>
    public string Key { get; }

    /// <summary>The operator's key.</summary>
    public string AdminKey { get; }

    /// <summary>What the app host printed so far; the first lines when it printed a great many.</summary>
    public string Output => _output.Text;

    /// <summary>
    /// Where the API replicas listen themselves, in order of their names: without the app host's proxy, which stands for a load
    /// balancer and costs as much as a turn does. A replica that was replaced is listed where it listens now. Empty on a stack
    /// whose app host does not print its replicas' lines.
    /// </summary>
    public IReadOnlyList<Uri> ApiAddresses => _output.ApiAddresses;

    /// <summary>Starts it and waits until it serves.</summary>
    /// <param name="silos">How many silos.</param>
    /// <param name="apis">How many API replicas.</param>
    /// <param name="data">Where its data is kept; null for a temporary folder that is deleted with it.</param>
    /// <param name="progress">Told what happens.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="environment">Variables for the app host, which its processes inherit, such as the platform's settings; null for none.</param>
    /// <exception cref="InvalidOperationException">It did not come up; the message holds what it printed.</exception>
    public static async Task<LocalPlatform> Start(
        int silos,
        int apis,
        string? data,
        Action<string> progress,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        var folder = data ?? Directory.CreateTempSubdirectory("platform-load-").FullName;
        var port = LoopbackPort.Free();
        var start = DetachedProcess.Of("dotnet", AppHostPath(), "--silos", $"{silos}", "--apis", $"{apis}", "--port", $"{port}", "--data", folder);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        progress($"starting {silos} silos and {apis} APIs on port {port}");
        var process = Process.Start(start) ?? throw new InvalidOperationException("The app host did not start.");
        var output = new AppHostOutput();
        process.OutputDataReceived += (_, line) => output.Add(line.Data);
        process.ErrorDataReceived += (_, line) => output.Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        var address = new Uri($"http://127.0.0.1:{port}");
        try
        {
            await WaitUntilReady(process, address, cancellationToken);
            await output.WaitForApis(apis, cancellationToken);
            return new LocalPlatform(process, output, folder, data is null, address);
        }
        catch (Exception error)
        {
            await Stop(process);
            process.Dispose();
            if (data is null)
                Directory.Delete(folder, recursive: true);
            if (error is OperationCanceledException && cancellationToken.IsCancellationRequested)
                throw;
            throw new InvalidOperationException($"The platform did not come up:\n{output.Text}", error);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Stop(_appHost);
        _appHost.Dispose();
        if (_ownsData)
            Directory.Delete(_data, recursive: true);
    }

    private static async Task WaitUntilReady(Process process, Uri address, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(StartTimeout);
        using var http = new HttpClient { BaseAddress = address };
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await timer.WaitForNextTickAsync(timeout.Token))
        {
            if (process.HasExited)
                throw new InvalidOperationException($"The app host ended with exit code {process.ExitCode}.");
            try
            {
                using var answer = await http.GetAsync("/health/ready", timeout.Token);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Nothing listens yet.
            }
        }
    }

    private static async Task Stop(Process process)
    {
        if (process.HasExited)
            return;
        Signals.Terminate(process);
        using var timeout = new CancellationTokenSource(StopTimeout);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static string AppHostPath() =>
        typeof(LocalPlatform).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == "AppHostPath").Value!;
}
