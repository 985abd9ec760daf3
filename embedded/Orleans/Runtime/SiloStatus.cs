namespace Orleans.Runtime;

/// <summary>Where a silo is in its life.</summary>
[GenerateSerializer, Alias("Orleans.Runtime.SiloStatus")]
public enum SiloStatus
{
    /// <summary>Unknown.</summary>
    None = 0,

    /// <summary>Constructed, not in the membership table.</summary>
    Created = 1,

    /// <summary>In the table, not serving yet.</summary>
    Joining = 2,

    /// <summary>Serving.</summary>
    Active = 3,

    /// <summary>Takes no new calls and finishes the running ones.</summary>
    ShuttingDown = 4,

    /// <summary>Takes no new calls and does not wait for the running ones.</summary>
    Stopping = 5,

    /// <summary>Left, or declared dead by the others.</summary>
    Dead = 6,
}
