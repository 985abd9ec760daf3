namespace Platform.Api.Json;

/// <summary>A body whose hash is wanted with every request, not only with those that carry an idempotency key.</summary>
internal interface IHashedBody;
