using System.Text.Json;

namespace Platform.Tests.Clients;

/// <summary>A client that a script runs.</summary>
internal sealed class NodeStories(ReplicatedPlatform platform, string file, params string[] arguments) : ClientStories
{
    public override async Task<JsonElement> Play(string story)
    {
        var script = await platform.Script(file, arguments);
        if (story == "replicas")
            script.RequireEnd();
        return script.Outcome(story);
    }
}
