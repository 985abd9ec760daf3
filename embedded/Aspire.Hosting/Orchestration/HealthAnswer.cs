namespace Aspire.Hosting.Orchestration;

/// <summary>What a look at the health of a process found.</summary>
/// <param name="Problem">What is wrong; null when nothing is.</param>
/// <param name="IsOwnWord">Whether the process itself says so. It is believed at once; silence may have other reasons.</param>
internal readonly record struct HealthAnswer(string? Problem, bool IsOwnWord)
{
    public static HealthAnswer Healthy => new(null, true);
}
