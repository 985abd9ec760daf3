namespace Platform.Api.Paging;

/// <summary>A query parameter or header that a route reads by itself, for the OpenAPI document.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does, with its bounds and default.</param>
/// <param name="IsNumber">Whether it is a whole number rather than text.</param>
/// <param name="InHeader">Whether it is a header.</param>
internal sealed record QueryParameterMetadata(string Name, string Description, bool IsNumber = false, bool InHeader = false);
