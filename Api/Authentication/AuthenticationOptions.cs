namespace Platform.Api.Authentication;

/// <summary>How API keys are checked; section <c>Platform:Authentication</c>.</summary>
internal sealed class AuthenticationOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Platform:Authentication";

    /// <summary>
    /// How many keys that do not work an address may send within a minute, IPv6 addresses by their /64 network: 1 to 1,000,000,
    /// default 30. What goes beyond is refused without being checked, except for keys that have worked before.
    /// </summary>
    public int MaxFailuresPerMinute { get; set; } = 30;
}
