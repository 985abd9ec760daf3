namespace Orleans;

/// <summary>Why an activation ends.</summary>
public enum DeactivationReasonCode : byte
{
    /// <summary>Not given.</summary>
    None = 0,

    /// <summary>The silo stops.</summary>
    ShuttingDown = 1,

    /// <summary>The grain's <see cref="Grain.OnActivateAsync"/> or constructor threw.</summary>
    ActivationFailed = 2,

    /// <summary>The grain's owner could not be determined.</summary>
    DirectoryFailure = 3,

    /// <summary>It had no calls for its collection age.</summary>
    ActivationIdle = 4,

    /// <summary>It did not finish what it was doing.</summary>
    ActivationUnresponsive = 5,

    /// <summary>Another activation of the grain exists.</summary>
    DuplicateActivation = 6,

    /// <summary>It cannot serve a request.</summary>
    IncompatibleRequest = 7,

    /// <summary>An error of the application.</summary>
    ApplicationError = 8,

    /// <summary>The application asked for it.</summary>
    ApplicationRequested = 9,

    /// <summary>The grain now belongs to another silo.</summary>
    Migrating = 10,

    /// <summary>The runtime asked for it.</summary>
    RuntimeRequested = 11,

    /// <summary>Memory is short.</summary>
    HighMemoryPressure = 12,
}
