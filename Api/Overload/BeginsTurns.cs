namespace Platform.Api.Overload;

/// <summary>Endpoint metadata: a request to the route is work for a model.</summary>
internal sealed record BeginsTurns;
