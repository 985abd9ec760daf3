namespace Platform.Tuning;

/// <summary>
/// A named set of settings that serve one aim, picked with the environment variable <see cref="Variable"/>. What the user sets
/// himself always wins over it.
/// </summary>
/// <param name="Name">How it is picked, in lower case.</param>
/// <param name="Settings">
/// The product's settings by their configuration keys, such as <c>Platform:Sessions:MaxSeatWait</c>. Silos and API replicas apply
/// them themselves; each reads those that it has.
/// </param>
/// <param name="RuntimeVariables">
/// Environment variables that the .NET runtime reads before any code of the process runs, so that only who starts the process
/// can set them. The runtime takes their values as hexadecimal numbers.
/// </param>
public sealed record TuningProfile(
    string Name, IReadOnlyDictionary<string, string> Settings, IReadOnlyDictionary<string, string> RuntimeVariables)
{
    /// <summary>The environment variable that picks a profile: one of the names, in any case. <c>balanced</c> when it is empty or not set.</summary>
    public const string Variable = "PLATFORM_PROFILE";

    /// <summary>Finds the profile that a value of <see cref="Variable"/> picks.</summary>
    /// <param name="picked">The variable's value; null or empty: <see cref="TuningProfiles.Balanced"/>.</param>
    /// <returns>The profile, or null when there is none of this name; <see cref="Problem"/> says it to a person.</returns>
    public static TuningProfile? Find(string? picked) =>
        string.IsNullOrEmpty(picked)
            ? TuningProfiles.Balanced
            : TuningProfiles.All.FirstOrDefault(profile => profile.Name.Equals(picked, StringComparison.OrdinalIgnoreCase));

    /// <summary>What is wrong with a value of <see cref="Variable"/>, in one line for the person who set it; null when nothing is.</summary>
    public static string? Problem(string? picked) =>
        Find(picked) is null
            ? $"{Variable} is '{picked}': set it to {string.Join(", ", TuningProfiles.All.SkipLast(1).Select(static profile => profile.Name))} or {TuningProfiles.All[^1].Name}."
            : null;
}
