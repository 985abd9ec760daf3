using System.Diagnostics;
using System.Text.Json;

namespace Platform.AppHost.Redis;

/// <summary>A .NET tool of the repository's manifest.</summary>
/// <param name="Assembly">The assembly to run; run directly, it gets signals that <c>dotnet tool run</c> would keep.</param>
/// <param name="Version">The version in the manifest.</param>
internal sealed record DotnetTool(string Assembly, string Version)
{
    /// <summary>Finds a tool among the packages of this user, and restores it when it is not there.</summary>
    /// <param name="package">The tool's package.</param>
    /// <param name="repository">The folder above <c>.config/dotnet-tools.json</c>.</param>
    /// <exception cref="AppHostError">It is not in the manifest, or cannot be restored.</exception>
    public static DotnetTool Restored(string package, string repository)
    {
        var version = VersionOf(package, Path.Combine(repository, ".config", "dotnet-tools.json"));
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        if (Find(packages, package, version) is { } present)
            return new DotnetTool(present, version);

        Console.WriteLine($"restoring {package} {version}, a Redis-compatible server (first start only) ...");
        Dotnet(repository, "tool", "restore");
        packages = Dotnet(repository, "nuget", "locals", "global-packages", "--list").Split(": ", 2)[^1].Trim();
        return new DotnetTool(
            Find(packages, package, version)
                ?? throw new AppHostError($"{package} {version} is not in {packages} after a restore: install redis-server, or use --redis HOST:PORT"),
            version);
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

    private static string? Find(string packages, string package, string version)
    {
        var tools = Path.Combine(packages, package, version, "tools");
        return Directory.Exists(tools)
            ? Directory.EnumerateFiles(tools, "*.runtimeconfig.json", SearchOption.AllDirectories)
                .Select(file => file.Replace(".runtimeconfig.json", ".dll", StringComparison.Ordinal))
                .FirstOrDefault(File.Exists)
            : null;
    }

    private static string Dotnet(string workingDirectory, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
        })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new AppHostError($"'dotnet {string.Join(' ', arguments)}' failed: {output.Trim()}. Install redis-server, or use --redis HOST:PORT");
    }
}
