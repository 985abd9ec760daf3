namespace Platform.Api.Cluster;

/// <summary>Short names of grain types.</summary>
internal static class GrainTypeName
{
    private const string Namespace = "Platform.";
    private const string Suffix = "Grain";

    /// <summary><c>Platform.Silo.Sessions.SessionGrain,Silo</c> → <c>session</c>; null for grains that are not the platform's.</summary>
    public static string? Of(string type)
    {
        if (!type.StartsWith(Namespace, StringComparison.Ordinal))
            return null;
        var name = type.AsSpan();
        if (name.IndexOf(',') is >= 0 and var comma)
            name = name[..comma];
        name = name[(name.LastIndexOf('.') + 1)..];
        if (name.EndsWith(Suffix))
            name = name[..^Suffix.Length];
        return System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name.ToString());
    }
}
