using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Platform.LoadTests.Cluster;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Hosting;

/// <summary>An API replica that is started by hand, as the README says: a process of its own.</summary>
internal sealed class ApiProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private ApiProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Everything it wrote so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public static ApiProcess Start(string redis, string drainDelay, string linger = "0")
    {
        var address = new Uri($"http://127.0.0.1:{LoopbackPort.Free()}");
        var start = new ProcessStartInfo("dotnet", [new Projects.Api().TargetPath]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ConnectionStrings__redis"] = redis;
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        start.Environment["Platform__Drain__Delay"] = drainDelay;
        start.Environment["Platform__Drain__Linger"] = linger;
        return new ApiProcess(Process.Start(start)!, address);
    }

    /// <summary>Waits until it takes work.</summary>
    public Task ReadyAsync() => Eventually.See(ReadinessAsync, ready => ready == "200", TestContext.Current.CancellationToken);

    /// <summary>What a load balancer sees that opens a connection for each probe: the status, or that nobody listens.</summary>
    public async Task<string> ReadinessAsync()
    {
        using var http = Client(null);
        try
        {
            using var answer = await http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
            return $"{(int)answer.StatusCode}";
        }
        catch (HttpRequestException error) when (error.HttpRequestError == HttpRequestError.ConnectionError)
        {
            return "refused";
        }
    }

    /// <summary>A client with connections of its own.</summary>
    public HttpClient Client(string? key)
    {
        var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Address };
        if (key is not null)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }

    /// <summary>Sends a signal by number.</summary>
    public void Signal(int signal) => Signals.Send(_process.Id, signal);

    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
    }
}
