namespace Platform.Contracts.Limits;

/// <summary>Why nothing may be used at the moment.</summary>
/// <param name="RetryAfter">When to try again.</param>
/// <param name="IsUnknown">Whether the reason is that what is left of the limit could not be learnt for too long.</param>
public readonly record struct LeaseRefusal(TimeSpan RetryAfter, bool IsUnknown = false);
