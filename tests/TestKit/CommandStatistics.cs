using System.Globalization;
using StackExchange.Redis;

namespace Platform.Tests.TestKit;

/// <summary>How often each command was sent to a Redis server.</summary>
internal static class CommandStatistics
{
    private const string Prefix = "cmdstat_";

    /// <summary>By command, in lower case; those that were never sent are missing.</summary>
    public static async Task<Dictionary<string, long>> Of(RedisServer server)
    {
        // Newer clients let administrators alone ask it, so this is a connection of its own.
        using var redis = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString + ",allowAdmin=true");
        var text = await redis.GetServer(redis.GetEndPoints()[0]).InfoRawAsync("commandstats");
        return text!.Split('\n')
            .Where(static line => line.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(static line => line[Prefix.Length..].Split(':'))
            .ToDictionary(static line => line[0], static line => long.Parse(line[1].Split("calls=")[1].Split(',')[0], CultureInfo.InvariantCulture));
    }
}
