namespace Platform.Api.Authentication;

/// <summary>Endpoint metadata: the route wants an API key with this access. Routes without it are open.</summary>
/// <param name="Access">What the key must allow.</param>
internal sealed record RequiredAccess(Access Access);
