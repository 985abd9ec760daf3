namespace Platform.LoadTests.Running;

/// <summary>How the program ends.</summary>
internal static class ExitCode
{
    /// <summary>Every answer was right; in <c>standard</c> every bar is reached, too.</summary>
    public const int Ok = 0;

    /// <summary>An answer was wrong or a turn lost, the platform did not start, or the command line is not valid.</summary>
    public const int Failed = 1;

    /// <summary>Throughput or p99 is worse than in the baseline by more than is tolerated.</summary>
    public const int Worse = 2;

    /// <summary>A bar is not reached in <c>standard</c>.</summary>
    public const int BarMissed = 3;

    /// <summary>It was interrupted; the report tells what was measured until then.</summary>
    public const int Interrupted = 130;
}
