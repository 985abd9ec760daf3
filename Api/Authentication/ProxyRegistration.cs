using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Platform.ServiceDefaults.Settings;

namespace Platform.Api.Authentication;

/// <summary>Makes the address of a client known behind proxies.</summary>
internal static class ProxyRegistration
{
    /// <summary>Adds the settings.</summary>
    public static void AddProxies(this IServiceCollection services)
    {
        services.AddValidatedOptions<ProxyOptions, ProxyOptionsValidator>(ProxyOptions.Section);
    }

    /// <summary>Takes the client's address from the configured proxies; without any it stays that of the connection.</summary>
    public static void UseProxies(this WebApplication app)
    {
        var proxies = app.Configuration.GetSection(ProxyOptions.Section).Get<ProxyOptions>() ?? new ProxyOptions();
        // What is not valid is told when the process starts.
        if (proxies.Known.Length == 0 || new ProxyOptionsValidator().Validate(null, proxies).Failed)
            return;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = proxies.Hops };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var known in proxies.Known)
        {
            if (IPAddress.TryParse(known, out var address))
                options.KnownProxies.Add(address);
            else
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(known));
        }

        app.UseForwardedHeaders(options);
    }
}
