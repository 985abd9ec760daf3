using System.Net.Sockets;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Platform.AppHost.Redis;

/// <summary>Healthy when Redis answers. While it still loads its data it does not.</summary>
internal sealed class RedisPing(string connectionString) : IHealthCheck
{
    private readonly string _address = connectionString.Split(',')[0];

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var answer = await RespConnection.AskAsync(_address, ["PING"], cancellationToken);
            // A Redis that wants a password is up; whether the password is right, silos will say.
            return answer == "PONG" || answer.StartsWith("NOAUTH", StringComparison.Ordinal)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"Redis at {_address} answers: {answer}");
        }
        catch (Exception e) when (e is SocketException or IOException or FormatException)
        {
            return HealthCheckResult.Unhealthy($"Redis at {_address}: {e.Message}");
        }
    }
}
