using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Membership;

internal static partial class MembershipLog
{
    [LoggerMessage(300, LogLevel.Information, "Silo {Name} is {Silo}, clients at port {GatewayPort}, in cluster {ClusterId} of {ServiceId}")]
    public static partial void Active(ILogger logger, string name, SiloAddress silo, int gatewayPort, string clusterId, string serviceId);

    [LoggerMessage(301, LogLevel.Information, "The cluster is now {View}")]
    public static partial void ViewChanged(ILogger logger, ClusterView view);

    [LoggerMessage(302, LogLevel.Warning, "The membership table cannot be read; the last known view is kept")]
    public static partial void CannotRead(ILogger logger, Exception error);

    [LoggerMessage(303, LogLevel.Information, "The membership table can be read again")]
    public static partial void CanRead(ILogger logger);

    [LoggerMessage(304, LogLevel.Warning, "The membership table cannot be written")]
    public static partial void CannotWrite(ILogger logger, Exception error);

    [LoggerMessage(305, LogLevel.Warning, "{Silo} did not answer probe {Missed} of {Limit}")]
    public static partial void ProbeMissed(ILogger logger, SiloAddress silo, int missed, int limit);

    [LoggerMessage(306, LogLevel.Warning, "{Silo} is declared dead: {Why}")]
    public static partial void DeclaredDead(ILogger logger, SiloAddress silo, string why);

    [LoggerMessage(307, LogLevel.Warning, "{Silo} is suspected to be dead, with {Votes} of {Needed} votes")]
    public static partial void Suspected(ILogger logger, SiloAddress silo, int votes, int needed);

    [LoggerMessage(308, LogLevel.Critical, "The others declared this silo, {Silo}, dead: it stops. It was out of reach for too long, or another took its place")]
    public static partial void DeclaredDeadByOthers(ILogger logger, SiloAddress silo);

    [LoggerMessage(309, LogLevel.Information, "Silo {Silo} is {Status}")]
    public static partial void StatusChanged(ILogger logger, SiloAddress silo, SiloStatus status);

    [LoggerMessage(311, LogLevel.Warning, "The membership table was set back to version {Found}: version {Known} is written again. Redis has lost data; check its append-only file")]
    public static partial void Restored(ILogger logger, long found, long known);

    [LoggerMessage(310, LogLevel.Information, "Waiting for the membership table")]
    public static partial void WaitingForTable(ILogger logger, Exception error);
}
