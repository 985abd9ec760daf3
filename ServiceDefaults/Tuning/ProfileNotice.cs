using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Platform.Tuning;

namespace Platform.ServiceDefaults.Tuning;

/// <summary>
/// Says at the start which tuning profile the process runs with, and which variables of the runtime it lacks. A variable that
/// somebody set to another value is his choice, and not missing.
/// </summary>
internal sealed class ProfileNotice(TuningProfile profile, ILogger<ProfileNotice> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var missing = string.Join(' ', profile.RuntimeVariables
            .Where(static variable => Environment.GetEnvironmentVariable(variable.Key) is null)
            .Select(static variable => $"{variable.Key}={variable.Value}"));
        if (missing.Length == 0)
            ProfileLog.Complete(logger, profile.Name);
        else
            ProfileLog.Partial(logger, profile.Name, missing);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
