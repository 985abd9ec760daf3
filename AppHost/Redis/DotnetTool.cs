using System.Diagnostics;
using System.Text.Json;

namespace Platform.AppHost.Redis;

/// <summary>A .NET tool of the repository's manifest.</summary>
/// <param name="Assembly">The assembly to run; run directly, it gets signals that <c>dotnet tool run</c> would keep.</param>
/// <param name="Version">The version in the manifest.</param>
internal sealed record DotnetTool(string Assembly, string Version)
{
    /// <summary>Finds a tool where <c>dotnet tool restore</c> or an earlier start has put it, and installs it when it is in neither place.</summary>
    /// <param name="package">The tool's package.</param>
    /// <param name="repository">The folder above <c>.config/dotnet-tools.json</c>.</param>
    /// <exception cref="AppHostError">It is not in the manifest, or cannot be installed.</exception>
    public static DotnetTool Restored(string package, string repository)
    {
        var version = VersionOf(package, Path.Combine(repository, ".config", "dotnet-tools.json"));
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        // 'dotnet tool restore' does nothing when it remembers the tool from another package folder, and does not say where that
        // is. A folder of our own leaves no question.
        var own = Path.Combine(repository, "artifacts", "tools", $"{package}-{version}");
        return new DotnetTool(
            Find(Path.Combine(packages, package, version, "tools")) ?? Find(Path.Combine(own, ".store")) ?? Install(package, version, own),
            version);
    }

    private static string Install(string package, string version, string folder)
    {
        Console.WriteLine($"restoring {package} {version}, a Redis-compatible server (first start only) ...");
        var start = new ProcessStartInfo("dotnet", ["tool", "install", package, "--version", version, "--tool-path", folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        // Not the exit code decides: another app host may have installed it at the same moment.
        return Find(Path.Combine(folder, ".store")) ?? throw new AppHostError(
            $"{package} {version} could not be installed: {output.Trim()} {errors.Result.Trim()} Install redis-server, or use --redis HOST:PORT");
    }

    private static string VersionOf(string package, string manifest)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(manifest));
            return json.RootElement.GetProperty("tools").GetProperty(package).GetProperty("version").GetString()!;
        }
        catch (Exception e) when (e is IOException or JsonException or KeyNotFoundException)
        {
            throw new AppHostError($"{manifest} does not list {package}: install redis-server, or use --redis HOST:PORT");
        }
    }

    private static string? Find(string folder) =>
        Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.runtimeconfig.json", SearchOption.AllDirectories)
                .Select(file => file.Replace(".runtimeconfig.json", ".dll", StringComparison.Ordinal))
                .FirstOrDefault(File.Exists)
            : null;
}
