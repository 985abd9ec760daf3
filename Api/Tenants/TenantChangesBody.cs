namespace Platform.Api.Tenants;

/// <summary>Changes to a tenant; what is left out stays as it is.</summary>
internal sealed record TenantChangesBody
{
    /// <summary>Another name, up to 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Another bound for messages per session, 2 to 10,000.</summary>
    public int? MaxMessages { get; init; }

    /// <summary>Another expiry in hours, 1 to 8,760.</summary>
    public int? TtlHours { get; init; }
}
