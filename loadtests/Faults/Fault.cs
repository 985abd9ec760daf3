namespace Platform.LoadTests.Faults;

/// <summary>One planned fault.</summary>
/// <param name="At">When, from the start of the load.</param>
/// <param name="Kind">What.</param>
/// <param name="Victim">Which of the processes of its kind, as a number to be taken modulo how many there are.</param>
/// <param name="Length">For pauses: how long.</param>
internal sealed record Fault(TimeSpan At, FaultKind Kind, int Victim, TimeSpan Length);
