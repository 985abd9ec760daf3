using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.ServiceDefaults.Cluster;
using Platform.Tuning;

namespace Platform.ServiceDefaults.Tuning;

/// <summary>The tuning profile of a process; environment variable <c>PLATFORM_PROFILE</c>.</summary>
public static class ProfileDefaults
{
    /// <summary>What is wrong with the choice of a profile, in one line for the person who started the process; null when nothing is.</summary>
    public static string? Problem(IConfiguration configuration) => TuningProfile.Problem(configuration[TuningProfile.Variable]);

    /// <summary>
    /// Sets what the profile says about settings that configuration does not have, and has the process say at its start which
    /// profile it runs with. Comes before anything reads its settings.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no such profile; <see cref="Problem"/> would have told.</exception>
    public static void AddTuningProfile(this WebApplicationBuilder builder)
    {
        var profile = TuningProfile.Find(builder.Configuration[TuningProfile.Variable])
            ?? throw new InvalidOperationException(Problem(builder.Configuration));
        builder.AddDefaults(profile.Settings.ToDictionary(static setting => setting.Key, static setting => (string?)setting.Value));
        builder.Services.AddSingleton(profile);
        builder.Services.AddHostedService<ProfileNotice>();
        builder.Services.AddOptions<TuningOptions>().BindConfiguration(TuningOptions.Section);
        builder.Services.AddHostedService<BatchScheduling>();
        builder.Services.AddSingleton<AwakeProcessors>();
        builder.Services.AddHostedService(static services => services.GetRequiredService<AwakeProcessors>());
    }
}
