namespace Platform.LoadTests.Parts;

/// <summary>What processes have taken of the processors.</summary>
/// <param name="Own">In their own code.</param>
/// <param name="Kernel">In the kernel on their behalf: sending, receiving, waking threads up.</param>
internal readonly record struct ProcessorTime(TimeSpan Own, TimeSpan Kernel)
{
    /// <summary>Both.</summary>
    public TimeSpan Whole => Own + Kernel;

    /// <summary>Of several, together.</summary>
    public static ProcessorTime operator +(ProcessorTime left, ProcessorTime right) => new(left.Own + right.Own, left.Kernel + right.Kernel);

    /// <summary>What was taken since.</summary>
    public static ProcessorTime operator -(ProcessorTime later, ProcessorTime earlier) => new(later.Own - earlier.Own, later.Kernel - earlier.Kernel);
}
