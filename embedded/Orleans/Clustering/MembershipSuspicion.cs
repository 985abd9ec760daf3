namespace Orleans.Clustering.Redis;

/// <summary>A silo's vote that another is dead.</summary>
internal sealed record MembershipSuspicion(string Voter, DateTime Time);
