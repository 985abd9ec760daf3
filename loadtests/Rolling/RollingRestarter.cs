using System.Net.Http.Headers;
using System.Text.Json;
using Platform.LoadTests.Cluster;
using Platform.LoadTests.Load;

namespace Platform.LoadTests.Rolling;

/// <summary>Sends SIGTERM to every silo, then to every API replica, one after the other, as an operator who updates them does.</summary>
internal sealed class RollingRestarter : IDisposable
{
    private const string Silo = "Silo";
    private const string Api = "Api";

    /// <summary>A process may drain for 30 s, and starts within a few.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _admin;
    private readonly HttpClient _probe = new() { Timeout = TimeSpan.FromSeconds(2) };
    private readonly int _appHost;
    private readonly TimeProvider _time;
    private readonly Action<string> _progress;

    /// <param name="platform">The platform.</param>
    /// <param name="time">The clock.</param>
    /// <param name="progress">Told what happens.</param>
    public RollingRestarter(LocalPlatform platform, TimeProvider time, Action<string> progress)
    {
        _appHost = platform.ProcessId;
        _time = time;
        _progress = progress;
        _admin = new HttpClient { BaseAddress = platform.Address };
        _admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", platform.AdminKey);
    }

    /// <summary>Restarts everything once.</summary>
    /// <exception cref="LoadFailedException">A process did not end, or nothing came in its place.</exception>
    public async Task<IReadOnlyList<Restart>> Run(CancellationToken cancellationToken)
    {
        var done = new List<Restart>();
        foreach (var program in (string[])[Silo, Api])
        {
            var processes = Find(program);
            foreach (var process in processes)
                done.Add(await Restart(program, process, processes.Count, cancellationToken));
        }

        return done;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _admin.Dispose();
        _probe.Dispose();
    }

    private async Task<Restart> Restart(string program, int process, int count, CancellationToken cancellationToken)
    {
        _progress($"SIGTERM to {program} process {process}");
        var start = _time.GetTimestamp();
        Signals.Send(process, Signals.Term);
        await See($"{program} process {process} did not end", _ => Task.FromResult(!Find(program).Contains(process)), cancellationToken);
        var ended = _time.GetElapsedTime(start);
        await See($"{program} process {process} was not replaced", token => AllReady(program, count, token), cancellationToken);
        if (program == Silo)
            await See($"the cluster did not settle after {program} process {process}", token => HasActiveSilos(count, token), cancellationToken);
        var restart = new Restart(program, ended, _time.GetElapsedTime(start));
        _progress($"{program} process {process} ended after {ended.TotalSeconds:0.0} s and was replaced after {restart.Replaced.TotalSeconds:0.0} s");
        return restart;
    }

    private IReadOnlyList<int> Find(string program) => ProcessTree.Descendants(_appHost, $"{program}.dll");

    private async Task See(string otherwise, Func<CancellationToken, Task<bool>> look, CancellationToken cancellationToken)
    {
        var start = _time.GetTimestamp();
        while (!await look(cancellationToken))
        {
            if (_time.GetElapsedTime(start) > Patience)
                throw new LoadFailedException($"{otherwise} within {Patience.TotalSeconds:0} s.");
            await Task.Delay(Pace, _time, cancellationToken);
        }
    }

    private async Task<bool> AllReady(string program, int count, CancellationToken cancellationToken)
    {
        var processes = Find(program);
        if (processes.Count != count)
            return false;
        foreach (var process in processes)
        {
            if (ProcessTree.Variable(process, "ASPNETCORE_URLS") is not { } address || !await IsReady(address, cancellationToken))
                return false;
        }

        return true;
    }

    private async Task<bool> IsReady(string address, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _probe.GetAsync($"{address}/health/ready", cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<bool> HasActiveSilos(int count, CancellationToken cancellationToken)
    {
        using var answer = await _admin.GetAsync("/admin/cluster", cancellationToken);
        if (!answer.IsSuccessStatusCode)
            return false;
        var cluster = JsonElement.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
        var states = cluster.GetProperty("silos").EnumerateArray().Select(silo => silo.GetProperty("status").GetString()).ToArray();
        // Those that are being stopped or started count as neither.
        return states.Count(status => status == "active") == count && states.All(status => status is "active" or "dead");
    }
}
