namespace Aspire.Hosting.Processes;

/// <summary>A process that the app host started.</summary>
internal interface IChildProcess
{
    int Id { get; }

    /// <summary>Completes with the exit code (128 + signal when a signal ended it), after the last line was logged.</summary>
    Task<int> Exited { get; }

    /// <summary>Asks the process to end itself; nothing when it has exited.</summary>
    void Terminate();

    /// <summary>Ends the process and what it started, at once; nothing when it has exited.</summary>
    void Kill();
}
