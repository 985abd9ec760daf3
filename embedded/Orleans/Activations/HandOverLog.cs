using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Activations;

internal static partial class HandOverLog
{
    [LoggerMessage(110, LogLevel.Debug, "{Silo} did not say whether it still runs {GrainId}")]
    public static partial void NoAnswer(ILogger logger, SiloAddress silo, GrainId grainId, Exception error);

    [LoggerMessage(111, LogLevel.Debug, "{Silo} could not be told that this silo has settled")]
    public static partial void NotTold(ILogger logger, SiloAddress silo, Exception error);
}
