using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Connections;

internal static partial class ConnectionLog
{
    [LoggerMessage(200, LogLevel.Debug, "Connection with {Peer} ended: {Reason}")]
    public static partial void Closed(ILogger logger, string peer, string reason);

    [LoggerMessage(201, LogLevel.Warning, "{Peer} sent something that is no message of a silo or client; its connection is closed")]
    public static partial void Malformed(ILogger logger, string peer, Exception error);

    [LoggerMessage(202, LogLevel.Debug, "No connection to {Silo}")]
    public static partial void CannotConnect(ILogger logger, SiloAddress silo, Exception error);

    [LoggerMessage(203, LogLevel.Warning, "{Peer} was turned away: {Reason}")]
    public static partial void TurnedAway(ILogger logger, string peer, string reason);

    [LoggerMessage(204, LogLevel.Information, "Listening for {Who} on {Endpoint}")]
    public static partial void Listening(ILogger logger, string who, string endpoint);
}
