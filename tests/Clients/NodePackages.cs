using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace Platform.Tests.Clients;

/// <summary>
/// The npm packages that the scripts of <c>node/</c> use, in the versions of its lock file. They are installed once per machine,
/// under <c>artifacts/</c> and by the machine's own npm configuration; the source tree stays as it is.
/// </summary>
internal static partial class NodePackages
{
    private const int OldestNode = 20;
    private const string LockFile = "package-lock.json";

    private static readonly TimeSpan LongestInstall = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(6);

    /// <summary>What npm says when the machine has no registry, or one that does not carry the packages.</summary>
    private static readonly string[] RegistryErrors =
    [
        "ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ERR_SOCKET_TIMEOUT", "EHOSTUNREACH", "ENETUNREACH", "ENOTCACHED",
        "ETARGET", "E401", "E403", "E404", "E407", "E429", "E500", "E502", "E503", "E504",
        "SELF_SIGNED_CERT_IN_CHAIN", "UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    ];

    private static readonly Lazy<Task<string?>> Installed = new(Install);

    /// <summary>The repository's folder.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>Where the packages are and the scripts are run.</summary>
    public static string Folder { get; } = Path.Combine(Repository, "artifacts", "clients");

    /// <summary>Waits until they are there. Skips the test on a machine that has no way to them.</summary>
    public static async Task Ready()
    {
        if (await Installed.Value is { } reason)
            Assert.Skip($"skipped: {reason}");
    }

    /// <summary>Why the scripts cannot run on this machine; null when they can.</summary>
    private static async Task<string?> Install()
    {
        var source = Path.Combine(Repository, "tests", "Clients", "node");
        var node = await Command.Run("node", ["--version"], source, LongestInstall);
        if (node is null)
            return "node not found";
        if (Major(node.Output) < OldestNode)
            return $"node {node.Output.Trim()} is too old, the clients need {OldestNode}";
        Directory.CreateDirectory(Folder);
        await using var turn = await TakeTurns(Path.Combine(Folder, "installing"));
        foreach (var script in Directory.GetFiles(source, "*.mjs"))
            File.Copy(script, Path.Combine(Folder, Path.GetFileName(script)), overwrite: true);
        return await InstallPackages(source);
    }

    private static async Task<string?> InstallPackages(string source)
    {
        // What is there is known by the lock file it was installed from: copied among the packages once all of them are there, it
        // goes when npm clears them away.
        var wanted = await File.ReadAllTextAsync(Path.Combine(source, LockFile));
        var done = Path.Combine(Folder, "node_modules", ".installed");
        if (File.Exists(done) && await File.ReadAllTextAsync(done) == wanted)
            return null;
        foreach (var file in new[] { "package.json", LockFile })
            File.Copy(Path.Combine(source, file), Path.Combine(Folder, file), overwrite: true);
        var npm = await Command.Run(
            OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-progress"], Folder, LongestInstall);
        if (npm is null)
            return "npm not found";
        if (npm.ExitCode is null)
            return $"npm ci took longer than {LongestInstall.TotalMinutes} minutes";
        if (npm.ExitCode != 0)
        {
            return ErrorCode().Match(npm.Error) is { Success: true } match && RegistryErrors.Contains(match.Groups[1].Value)
                ? $"npm ci reached no registry that has the packages ({match.Groups[1].Value})"
                : throw new InvalidOperationException($"npm ci failed in {Folder}:\n{npm.Error}");
        }

        await File.WriteAllTextAsync(done, wanted);
        return null;
    }

    /// <summary>Several test runs may share the folder.</summary>
    private static async Task<FileStream> TakeTurns(string path)
    {
        using var timeout = new CancellationTokenSource(LongestWait);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (!timeout.IsCancellationRequested)
            {
                await timer.WaitForNextTickAsync(CancellationToken.None);
            }
        }
    }

    private static int Major(string version) =>
        int.TryParse(version.Trim().TrimStart('v').Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : 0;

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Platform.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository: they cannot find the scripts under tests/Clients/node.");
    }

    [GeneratedRegex(@"npm (?:error|ERR!) code (\S+)")]
    private static partial Regex ErrorCode();
}
