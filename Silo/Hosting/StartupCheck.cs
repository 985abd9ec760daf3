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
}
