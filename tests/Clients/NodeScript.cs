using System.Text.Json;
using Xunit;

namespace Platform.Tests.Clients;

/// <summary>A script of <c>node/</c> that was run: it tells stories, and prints each one's outcome as a line of JSON.</summary>
/// <param name="name">The script with its arguments.</param>
/// <param name="run">How it ended.</param>
internal sealed class NodeScript(string name, Command run)
{
    /// <summary>When a script that hangs is killed.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>Settings of the machine's own user that clients would heed.</summary>
    private static readonly string[] Foreign = ["OPENAI_", "LANGCHAIN_", "LANGSMITH_", "AI_GATEWAY_", "NODE_OPTIONS"];

    private readonly Dictionary<string, JsonElement> _stories = run.Output
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(static line => JsonElement.Parse(line))
        .ToDictionary(static line => line.GetProperty("story").GetString()!);

    /// <summary>Runs a script.</summary>
    public static async Task<NodeScript> Run(string file, string[] arguments, ReplicatedPlatform platform)
    {
        var run = await Command.Run("node", [file, .. arguments], NodePackages.Folder, Longest, environment => Introduce(platform, environment));
        return new NodeScript(string.Join(' ', [file, .. arguments]), run!);
    }

    /// <summary>Has an environment name the platform, and nothing else that clients would heed.</summary>
    public static void Introduce(ReplicatedPlatform platform, IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys.Where(static name => Foreign.Any(name.StartsWith)).ToArray())
            environment.Remove(name);
        var replicas = platform.Replicas.Select(static replica => replica.GetLeftPart(UriPartial.Authority)).ToArray();
        environment["PLATFORM_URL"] = replicas[0];
        environment["PLATFORM_URLS"] = string.Join(',', replicas);
        environment["PLATFORM_KEY"] = platform.Key;
    }

    /// <summary>The outcome of a story.</summary>
    public JsonElement Outcome(string story)
    {
        Assert.True(_stories.TryGetValue(story, out var line), $"{name} did not come to '{story}'. {Ending}");
        Assert.False(line.TryGetProperty("error", out var error), $"{name}: '{story}' failed: {error}");
        return line.GetProperty("outcome");
    }

    /// <summary>Checks that it came to its end by itself: a client that leaves something open keeps the process alive.</summary>
    public void RequireEnd() => Assert.True(run.ExitCode == 0, $"{name}: {Ending}");

    private string Ending => run.ExitCode is { } code ? $"It ended with code {code}. {run.Error}" : $"It was killed after {Longest.TotalSeconds} s. {run.Error}";
}
