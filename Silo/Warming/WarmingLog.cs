namespace Platform.Silo.Warming;

internal static partial class WarmingLog
{
    [LoggerMessage(4201, LogLevel.Information, "Warmed up in {Milliseconds} ms, with {Agents} agents")]
    public static partial void Done(ILogger logger, int milliseconds, int agents);

    [LoggerMessage(4202, LogLevel.Warning, "Agent {Agent} of tenant {Tenant} is to be warmed (Platform:Warming:Agents), but is not there")]
    public static partial void UnknownAgent(ILogger logger, string agent, string tenant);

    [LoggerMessage(4203, LogLevel.Warning, "Agent {Agent} of tenant {Tenant} could not be warmed. {Reason}")]
    public static partial void AgentFailed(ILogger logger, string agent, string tenant, string reason);

    [LoggerMessage(4204, LogLevel.Warning, "Warming ({Step}) took longer than the {Seconds} s of Platform:Warming:MaxSeconds: the silo starts without the rest")]
    public static partial void OutOfTime(ILogger logger, string step, double seconds);

    [LoggerMessage(4205, LogLevel.Warning, "Warming ({Step}) failed: the silo starts without it")]
    public static partial void Failed(ILogger logger, string step, Exception error);
}
