using System.Text.RegularExpressions;
using Xunit;

namespace Platform.Tests.Clients;

/// <summary>The snippets of docs/clients.md, run as they stand there.</summary>
public sealed partial class DocumentationTests(ReplicatedPlatform platform)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestBuild = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData("`openai`")]
    [InlineData("`@ai-sdk/openai`")]
    [InlineData("`@langchain/openai`")]
    [InlineData("`@openai/agents`")]
    [InlineData("Conversations")]
    public async Task a_clients_snippet_works_as_it_stands(string client)
    {
        await NodePackages.Ready();
        await platform.Ready();
        var file = $"snippet-{Guid.NewGuid():N}.mjs";
        var path = Path.Combine(NodePackages.Folder, file);
        await File.WriteAllTextAsync(path, Snippet("js", client), TestContext.Current.CancellationToken);
        try
        {
            var run = await Command.Run("node", [file], NodePackages.Folder, Longest, environment => NodeScript.Introduce(platform, environment));
            Assert.True(run is { ExitCode: 0, Output: "echo: hello" }, $"{client} wrote '{run!.Output}': {run.Error}");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task the_dotnet_snippet_works_as_it_stands()
    {
        await platform.Ready();
        // Outside the repository, whose settings are not those of its readers.
        var folder = Directory.CreateTempSubdirectory("snippet-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "chat.cs"), Snippet("csharp", "NuGet `OpenAI`"), TestContext.Current.CancellationToken);
            // Without the compilers and build nodes that would stay behind.
            var run = await Command.Run(
                "dotnet", ["run", "--property:UseSharedCompilation=false", "chat.cs"], folder.FullName, LongestBuild, environment =>
                {
                    NodeScript.Introduce(platform, environment);
                    environment["MSBUILDDISABLENODEREUSE"] = "1";
                });
            Assert.True(run is { ExitCode: 0, Output: "echo: hello" }, $"It wrote '{run!.Output}': {run.Error}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task the_curl_lines_work_as_they_stand()
    {
        await platform.Ready();
        var run = await Command.Run("sh", ["-c", "command -v curl > /dev/null || exit 127\n" + Snippet("sh", "curl")], NodePackages.Repository, Longest, environment => NodeScript.Introduce(platform, environment));
        if (run is null or { ExitCode: 127 })
            Assert.Skip("skipped: sh or curl not found");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("echo: hello", run.Output);
        Assert.Contains("data: [DONE]", run.Output);
        Assert.Contains("event: turn.completed", run.Output);
    }

    /// <summary>The first block of a language behind the heading that names a client.</summary>
    private static string Snippet(string language, string client)
    {
        var text = File.ReadAllText(Path.Combine(NodePackages.Repository, "docs", "clients.md"));
        var section = Sections().Split(text).Single(section => section.Split('\n')[0].Contains(client, StringComparison.Ordinal));
        return Regex.Match(section, $"```{language}\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
    }

    [GeneratedRegex("^## ", RegexOptions.Multiline)]
    private static partial Regex Sections();
}
