using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Platform.Api.Hosting;

/// <summary>Runs the process, and tells in one line what a person can put right.</summary>
internal static class HostRun
{
    /// <summary>Runs until the process is asked to stop.</summary>
    /// <returns>The exit code: 0, or 1 when it could not start.</returns>
    public static async Task<int> RunUntilStopped(this WebApplication app)
    {
        // The application itself is disposed of by the time that an exception is looked at.
        var lifetime = app.Lifetime;
        try
        {
            await app.RunAsync();
            return 0;
        }
        catch (Exception) when (lifetime.ApplicationStopping.IsCancellationRequested && !lifetime.ApplicationStarted.IsCancellationRequested)
        {
            // It was asked to stop while it still waited for a silo: what its parts say of that is of no use to anybody.
            return 0;
        }
        catch (OptionsValidationException error)
        {
            foreach (var failure in error.Failures)
                await Console.Error.WriteLineAsync(failure);
            return 1;
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"{error.Message} Stop what listens there, or choose another address: ASPNETCORE_URLS=http://localhost:PORT");
            return 1;
        }
    }
}
