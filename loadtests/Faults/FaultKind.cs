namespace Platform.LoadTests.Faults;

/// <summary>What the nemesis does to a process.</summary>
internal enum FaultKind
{
    /// <summary>SIGKILL of a silo; the app host starts it again.</summary>
    KillSilo,

    /// <summary>SIGTERM of a silo: it drains; the app host starts it again.</summary>
    StopSilo,

    /// <summary>SIGSTOP of a silo, SIGCONT some seconds later: the others must have replaced it.</summary>
    PauseSilo,

    /// <summary>SIGKILL of an API replica.</summary>
    KillApi,

    /// <summary>SIGKILL of Redis.</summary>
    KillRedis,

    /// <summary>SIGSTOP of Redis, SIGCONT some seconds later: every write hangs meanwhile.</summary>
    PauseRedis,
}
