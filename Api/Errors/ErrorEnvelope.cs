namespace Platform.Api.Errors;

/// <summary>The one form of every error answer.</summary>
/// <param name="Error">What went wrong.</param>
internal sealed record ErrorEnvelope(ErrorDetail Error);
