using Microsoft.Extensions.Options;

namespace Platform.Silo.Hosting;

/// <summary>What a silo cannot start with, said line by line instead of as a stack trace.</summary>
internal static class StartupCheck
{
    /// <summary>Runs until it is asked to stop. Answers the exit code; settings that don't hold are told one per line.</summary>
    public static async Task<int> RunCheckedAsync(this WebApplication app)
    {
        try
        {
            await app.RunAsync();
            return 0;
        }
        catch (OptionsValidationException error)
        {
            foreach (var failure in error.Failures)
                Console.Error.WriteLine(failure);
            return 1;
        }
    }
}
