namespace Aspire.Hosting.Processes;

internal static class ProcessGuard
{
    /// <summary>The guard for this operating system.</summary>
    public static IProcessGuard Create() => OperatingSystem.IsWindows() ? new JobObjectGuard() : new WatchdogGuard();
}
