using Platform.Tuning;

namespace Platform.AppHost.Tuning;

/// <summary>Gives processes the tuning profile that the app host was started with; environment variable <c>PLATFORM_PROFILE</c>.</summary>
internal static class ProfileVariables
{
    /// <summary>The profile that the user picked.</summary>
    /// <exception cref="AppHostError">There is none of this name.</exception>
    public static TuningProfile Profile(this IDistributedApplicationBuilder builder)
    {
        var picked = builder.Configuration[TuningProfile.Variable];
        return TuningProfile.Find(picked) ?? throw new AppHostError(TuningProfile.Problem(picked)!);
    }

    /// <summary>
    /// Tells a process its profile, and gives it the profile's variables of the runtime, which it cannot set itself. A variable
    /// that the app host was started with keeps its value.
    /// </summary>
    public static IResourceBuilder<T> WithProfile<T>(this IResourceBuilder<T> resource, TuningProfile profile)
        where T : IResourceWithEnvironment
    {
        resource.WithEnvironment(TuningProfile.Variable, profile.Name);
        foreach (var (name, value) in profile.RuntimeVariables)
            resource.WithEnvironment(name, resource.ApplicationBuilder.Configuration[name] ?? value);
        return resource;
    }
}
