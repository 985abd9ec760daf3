namespace Orleans.Invocation;

/// <summary>How a grain method may be scheduled, read by the code generator from the attributes of the interface method.</summary>
[Flags]
public enum GrainMethodOptions
{
    /// <summary>One request at a time.</summary>
    None = 0,

    /// <summary>May run between the awaits of other read-only requests (<see cref="Concurrency.ReadOnlyAttribute"/>).</summary>
    ReadOnly = 1,

    /// <summary>May run between the awaits of any request (<see cref="Concurrency.AlwaysInterleaveAttribute"/>).</summary>
    AlwaysInterleave = 2,

    /// <summary>The caller does not wait for an answer (<see cref="Concurrency.OneWayAttribute"/>).</summary>
    OneWay = 4,

    /// <summary>The method answers with an <see cref="IAsyncEnumerable{T}"/>.</summary>
    Stream = 8,
}
