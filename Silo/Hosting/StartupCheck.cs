using Microsoft.Extensions.Options;
using Platform.Silo.Storage;

namespace Platform.Silo.Hosting;

/// <summary>What a silo cannot start without, said in one line instead of a stack trace.</summary>
internal static class StartupCheck
{
    /// <summary>What is missing; null when nothing is.</summary>
    public static string? Missing(IConfiguration configuration) =>
        string.IsNullOrWhiteSpace(configuration.GetConnectionString(RedisRegistration.Name))
            ? $"No Redis is configured. Set ConnectionStrings__{RedisRegistration.Name}=HOST:PORT, or start everything with: dotnet run --project AppHost"
            : null;

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
