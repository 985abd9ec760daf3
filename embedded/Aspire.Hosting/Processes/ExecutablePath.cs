using System.Runtime.InteropServices;

namespace Aspire.Hosting.Processes;

/// <summary>Where programs are.</summary>
internal static class ExecutablePath
{
    /// <summary>The <c>dotnet</c> that runs this process, even when it was started by its native executable.</summary>
    public static string Dotnet { get; } = Path.GetFullPath(
        Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    /// <summary>Looks a name up in PATH; null when it is in none of its folders.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
}
