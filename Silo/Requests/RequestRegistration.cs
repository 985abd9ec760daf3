using Platform.ServiceDefaults.Settings;

namespace Platform.Silo.Requests;

/// <summary>Registers the records of requests.</summary>
internal static class RequestRegistration
{
    /// <summary>Requests with an idempotency key: their records, and the erasure of these.</summary>
    public static void AddPlatformRequests(this IHostApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<RequestOptions, RequestOptionsValidator>(RequestOptions.Section);
        foreach (var script in RequestScripts.All)
            builder.Services.AddSingleton(script);
        builder.Services.AddSingleton<RequestStore>();
        builder.Services.AddSingleton<RequestIndex>();
        builder.Services.AddSingleton<RequestEraser>();
    }
}
