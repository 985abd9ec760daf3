namespace Orleans.Runtime;

/// <summary>Answers which silos are there, as this silo sees it.</summary>
public interface ISiloStatusOracle
{
    /// <summary>The status of this silo.</summary>
    SiloStatus CurrentStatus { get; }

    /// <summary>The name of this silo.</summary>
    string SiloName { get; }

    /// <summary>The address of this silo.</summary>
    SiloAddress SiloAddress { get; }

    /// <summary>The status of a silo; <see cref="SiloStatus.None"/> when it is unknown.</summary>
    SiloStatus GetApproximateSiloStatus(SiloAddress siloAddress);

    /// <summary>The statuses of all silos.</summary>
    Dictionary<SiloAddress, SiloStatus> GetApproximateSiloStatuses(bool onlyActive = false);

    /// <summary>The active silos.</summary>
    SiloAddress[] GetActiveSilos();

    /// <summary>Whether a silo is known to be dead.</summary>
    bool IsDeadSilo(SiloAddress silo);

    /// <summary>Asks to be told about changes.</summary>
    /// <returns>False when the listener was there already.</returns>
    bool SubscribeToSiloStatusEvents(ISiloStatusListener observer);

    /// <summary>Ends what <see cref="SubscribeToSiloStatusEvents"/> began.</summary>
    bool UnSubscribeFromSiloStatusEvents(ISiloStatusListener observer);
}
