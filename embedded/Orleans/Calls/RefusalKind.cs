namespace Orleans.Calls;

/// <summary>Why a call was not run.</summary>
internal enum RefusalKind : byte
{
    /// <summary>The grain belongs to another silo.</summary>
    NotOwner = 1,

    /// <summary>The grain's former silo still runs it.</summary>
    HeldElsewhere = 2,

    /// <summary>The silo cannot take calls at the moment.</summary>
    NotReady = 3,

    /// <summary>No connection to the silo could be made, or it broke before the call was sent.</summary>
    Unreachable = 4,

    /// <summary>No silo is active.</summary>
    NoSilo = 5,
}
