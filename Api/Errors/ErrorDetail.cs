namespace Platform.Api.Errors;

/// <summary>What went wrong, as the caller reads it.</summary>
/// <param name="Message">One sentence that says what to do.</param>
/// <param name="Type">The family of errors, such as <c>invalid_request_error</c>.</param>
/// <param name="Param">The path of the field at fault; null when it is not about one field.</param>
/// <param name="Code">The kind, from the closed list of <see cref="Contracts.Errors.ErrorCode"/>.</param>
internal sealed record ErrorDetail(string Message, string Type, string? Param, string Code);
