using System.Net;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Orchestration;

/// <summary>Asks whether a resource, or one replica of it, is healthy.</summary>
internal sealed class HealthProbe(IServiceProvider services) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { Timeout = Timeout };

    /// <summary>Runs the health checks of a resource.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="httpPort">The replica's own HTTP port, where it has one.</param>
    /// <param name="cancellationToken">Gives up; the answer is of no use then.</param>
    public async ValueTask<HealthAnswer> AskAsync(IResource resource, int? httpPort, CancellationToken cancellationToken)
    {
        foreach (var check in resource.Annotations.OfType<HttpHealthCheckAnnotation>())
        {
            if (await GetAsync($"http://127.0.0.1:{httpPort}{check.Path}", check.StatusCode, cancellationToken) is { Problem: not null } unhealthy)
                return unhealthy;
        }

        var keys = resource.Annotations.OfType<HealthCheckAnnotation>().Select(check => check.Key).ToHashSet();
        return keys.Count == 0 ? HealthAnswer.Healthy : new HealthAnswer(await CheckAsync(keys, cancellationToken), IsOwnWord: false);
    }

    public void Dispose() => _http.Dispose();

    private async ValueTask<HealthAnswer> GetAsync(string url, int expected, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return response.StatusCode == (HttpStatusCode)expected
                ? HealthAnswer.Healthy
                : new HealthAnswer($"GET {url} is answered with {(int)response.StatusCode} instead of {expected}", IsOwnWord: true);
        }
        catch (HttpRequestException e)
        {
            return new HealthAnswer($"GET {url}: {e.InnerException?.Message ?? e.Message}", IsOwnWord: false);
        }
        catch (OperationCanceledException)
        {
            return new HealthAnswer($"GET {url} is not answered within {Timeout.TotalSeconds:0} s", IsOwnWord: false);
        }
    }

    private async ValueTask<string?> CheckAsync(HashSet<string> keys, CancellationToken cancellationToken)
    {
        try
        {
            var report = await services.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => keys.Contains(check.Name), cancellationToken);
            return report.Entries.Count == 0
                ? $"no health check is registered under the key {string.Join(", ", keys)}"
                : report.Entries.Where(entry => entry.Value.Status != HealthStatus.Healthy)
                    .Select(entry => entry.Value.Description ?? entry.Value.Exception?.Message ?? $"{entry.Key} is {entry.Value.Status}")
                    .FirstOrDefault();
        }
        catch (OperationCanceledException)
        {
            return "the health check was cancelled";
        }
    }
}
