using Platform.Tests.Cluster;
using Platform.Tuning;

namespace Platform.Tests.Tuning;

/// <summary>A silo or an API replica as a process of its own, with a profile and a Redis that is not there.</summary>
/// <param name="program"><c>SiloPath</c> or <c>ApiPath</c>.</param>
/// <param name="profile">The value of <c>PLATFORM_PROFILE</c>.</param>
internal sealed class ProfileProcess(string program, string profile) : PlatformProcess(
    program, [new("ConnectionStrings__redis", "127.0.0.1:1"), new(TuningProfile.Variable, profile)]);
