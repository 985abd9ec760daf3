namespace Platform.AppHost;

/// <summary>The app host cannot start. The message says what to change.</summary>
internal sealed class AppHostError(string message, int exitCode = AppHostError.CannotStart) : Exception(message)
{
    public const int CannotStart = 1;
    public const int WrongUsage = 2;

    public int ExitCode { get; } = exitCode;
}
