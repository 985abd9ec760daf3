namespace Platform.AppHost.Redis;

/// <summary>The original Redis, where it is installed.</summary>
internal static class RedisServerProgram
{
    public const string Name = "redis-server";

    public static bool IsInstalled => Find() is not null;

    /// <summary>Describes a server whose append-only file lies in a folder.</summary>
    /// <exception cref="AppHostError">It is not on the PATH.</exception>
    public static RedisServer In(string folder, string appendFsync) => new(
        Find() ?? throw new AppHostError("redis-server is not on the PATH: install it, or use --redis garnet"),
        [
            "--bind", "127.0.0.1",
            "--dir", folder,
            "--appendonly", "yes",
            "--appendfsync", appendFsync,
            "--save", "",
            "--loglevel", "warning",
        ],
        "--port",
        folder);

    private static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? Name + ".exe" : Name))
            .FirstOrDefault(File.Exists);
}
