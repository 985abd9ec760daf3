using System.Net;
using Microsoft.Extensions.Configuration;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Hosting;

/// <summary>Reads the configuration section <c>Orleans:Endpoints</c>.</summary>
internal static class EndpointConfiguration
{
    public static void Bind(EndpointOptions options, IConfigurationSection section)
    {
        options.SiloPort = Read<int>(section, nameof(options.SiloPort), int.TryParse) ?? options.SiloPort;
        options.GatewayPort = Read<int>(section, nameof(options.GatewayPort), int.TryParse) ?? options.GatewayPort;
        options.AdvertisedIPAddress = ReadObject<IPAddress>(section, nameof(options.AdvertisedIPAddress), IPAddress.TryParse) ?? options.AdvertisedIPAddress;
        options.SiloListeningEndpoint = ReadObject<IPEndPoint>(section, nameof(options.SiloListeningEndpoint), IPEndPoint.TryParse) ?? options.SiloListeningEndpoint;
        options.GatewayListeningEndpoint = ReadObject<IPEndPoint>(section, nameof(options.GatewayListeningEndpoint), IPEndPoint.TryParse) ?? options.GatewayListeningEndpoint;
    }

    private delegate bool TryParse<T>(string text, out T? value);

    private delegate bool TryParseValue<T>(string text, out T value);

    private static T? Read<T>(IConfigurationSection section, string name, TryParseValue<T> parse)
        where T : struct
    {
        if (section[name] is not { Length: > 0 } text)
            return null;
        return parse(text, out var value) ? value : throw Invalid(section, name, text);
    }

    private static T? ReadObject<T>(IConfigurationSection section, string name, TryParse<T> parse)
        where T : class
    {
        if (section[name] is not { Length: > 0 } text)
            return null;
        return parse(text, out var value) ? value : throw Invalid(section, name, text);
    }

    private static OrleansConfigurationException Invalid(IConfigurationSection section, string name, string text) =>
        new($"{section.Path}:{name} is '{text}', which is no valid value.");
}
