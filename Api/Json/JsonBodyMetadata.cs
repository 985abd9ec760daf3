namespace Platform.Api.Json;

/// <summary>
/// What a route expects as body, for the OpenAPI document. Not the framework's own metadata, since routing would answer a
/// wrong content type by itself, with another status and no envelope.
/// </summary>
/// <param name="Type">The body's form.</param>
/// <param name="Required">Whether it has to be there.</param>
internal sealed record JsonBodyMetadata(Type Type, bool Required);
