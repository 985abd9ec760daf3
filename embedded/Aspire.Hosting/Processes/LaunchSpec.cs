namespace Aspire.Hosting.Processes;

/// <summary>One process to start.</summary>
/// <param name="FileName">A path, or a name that is looked up in PATH.</param>
/// <param name="Arguments">Its command line arguments.</param>
/// <param name="WorkingDirectory">Its folder.</param>
/// <param name="Environment">Variables that are set on top of the app host's own.</param>
/// <param name="MayBeHurried">
/// Whether it takes Ctrl+C behind a request to stop as "and wait for nobody". .NET hosts do; redis-server would drop what it
/// has not written yet.
/// </param>
internal sealed record LaunchSpec(
    string FileName,
    IReadOnlyList<string> Arguments,
    string WorkingDirectory,
    IReadOnlyDictionary<string, string> Environment,
    bool MayBeHurried);
