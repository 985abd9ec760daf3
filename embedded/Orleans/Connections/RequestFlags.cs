namespace Orleans.Connections;

/// <summary>What a request frame holds beside the call.</summary>
[Flags]
internal enum RequestFlags : byte
{
    None = 0,

    /// <summary>The caller may cancel it.</summary>
    Cancellable = 1,

    /// <summary>The caller's request context follows.</summary>
    Context = 2,

    /// <summary>The caller's trace follows.</summary>
    Trace = 4,

    /// <summary>The calling grain follows.</summary>
    Source = 8,
}
