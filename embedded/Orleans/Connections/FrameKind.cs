namespace Orleans.Connections;

/// <summary>The first byte of every frame. Numbers are part of the protocol.</summary>
internal enum FrameKind : byte
{
    /// <summary>The dialling side says who it is and whom it wants.</summary>
    Hello = 1,

    /// <summary>The answering side agrees, or says why not.</summary>
    Welcome = 2,

    /// <summary>A grain call.</summary>
    Request = 3,

    /// <summary>The result of a call; for a stream: it is open.</summary>
    Result = 4,

    /// <summary>The exception of a call.</summary>
    Error = 5,

    /// <summary>A call was not run.</summary>
    Refusal = 6,

    /// <summary>The caller gave up.</summary>
    Cancel = 7,

    /// <summary>An item of a stream.</summary>
    Item = 8,

    /// <summary>A stream has ended.</summary>
    End = 9,

    /// <summary>The consumer of a stream has taken items.</summary>
    Credit = 10,

    /// <summary>Are you there?</summary>
    Ping = 11,

    /// <summary>I am.</summary>
    Pong = 12,

    /// <summary>The view of the cluster has changed.</summary>
    View = 13,

    /// <summary>The silo leaves. Every call it took is answered before; those that arrive after are never run.</summary>
    Goodbye = 14,
}
