using Microsoft.Extensions.Options;

namespace Platform.Silo.Hosting;

/// <summary>What a silo cannot start with, said line by line instead of as a stack trace.</summary>
internal static class StartupCheck
{
    /// <summary>Runs until it is asked to stop. Answers the exit code; settings that don't hold are told one per line.</summary>
    public static async Task<int> RunCheckedAsync(this WebApplication app)
    {
        await using (app)
        {
            try
            {
                await app.StartAsync();
            }
            catch (OptionsValidationException error)
            {
                foreach (var failure in error.Failures)
                    Console.Error.WriteLine(failure);
                return 1;
            }
            catch (Exception error)
            {
                // It may have joined and taken sessions already: it hands them on, as at any other end.
                await app.StopAsync();
                if (error is OperationCanceledException && app.Lifetime.ApplicationStopping.IsCancellationRequested)
                    return 0;
                throw;
            }

            await app.WaitForShutdownAsync();
            return 0;
        }
    }
}
