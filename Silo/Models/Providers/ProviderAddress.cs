namespace Platform.Silo.Models.Providers;

/// <summary>What the address of a provider must be like.</summary>
internal static class ProviderAddress
{
    /// <summary>Whether it is an absolute http or https address without query and credentials.</summary>
    public static bool IsValid(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri is { Scheme: "http" or "https" } and { Query: "", Fragment: "", UserInfo: "" };
}
