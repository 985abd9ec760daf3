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
        try
        {
            await app.RunAsync();
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
