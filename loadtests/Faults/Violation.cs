namespace Platform.LoadTests.Faults;

/// <summary>One breach that the checker found.</summary>
/// <param name="Kind">What was breached.</param>
/// <param name="Session">Where.</param>
/// <param name="Detail">The turn or message, in words.</param>
internal sealed record Violation(ViolationKind Kind, string Session, string Detail);
