using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Activations;

internal static partial class ActivationLog
{
    [LoggerMessage(100, LogLevel.Warning, "{GrainId} could not be activated; its callers are told, and the next call tries again")]
    public static partial void ActivationFailed(ILogger logger, GrainId grainId, Exception error);

    [LoggerMessage(101, LogLevel.Warning, "{GrainId} failed while it was deactivated")]
    public static partial void DeactivationFailed(ILogger logger, GrainId grainId, Exception error);

    [LoggerMessage(102, LogLevel.Error, "The timer of {GrainId} failed; it goes on")]
    public static partial void TimerFailed(ILogger logger, GrainId grainId, Exception error);

    [LoggerMessage(104, LogLevel.Error, "A cancellation callback of {GrainId} failed")]
    public static partial void CallbackFailed(ILogger logger, GrainId grainId, Exception error);

    [LoggerMessage(103, LogLevel.Debug, "{Count} idle activations end")]
    public static partial void Collected(ILogger logger, int count);
}
