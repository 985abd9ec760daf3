namespace Platform.Api.Authentication;

/// <summary>What a route asks of an API key.</summary>
internal enum Access
{
    /// <summary>Any key of a tenant.</summary>
    Chat,

    /// <summary>An owner's key of a tenant.</summary>
    Owner,

    /// <summary>A key of the platform's operator.</summary>
    Admin,
}
