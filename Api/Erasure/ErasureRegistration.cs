namespace Platform.Api.Erasure;

/// <summary>Registers what the routes of erasure need.</summary>
internal static class ErasureRegistration
{
    /// <summary>Adds it.</summary>
    public static void AddPlatformErasure(this IServiceCollection services) => services.AddSingleton<PublicErasureKeys>();
}
