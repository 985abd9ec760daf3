using System.Text.Json.Serialization;
using Platform.Api.Errors;

namespace Platform.Api.Responses;

/// <summary>What went wrong, in an <c>error</c> event.</summary>
/// <param name="Message">One sentence that says what to do.</param>
/// <param name="Type">The family of errors.</param>
/// <param name="Param">The path of the field at fault; null when it is not about one field.</param>
/// <param name="Code">The kind, from the closed list.</param>
internal sealed record ResponseEventErrorView(
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("param")] string? Param,
    [property: JsonPropertyName("code")] string Code)
{
    /// <summary>The same as the envelope says it.</summary>
    public static ResponseEventErrorView Of(ErrorDetail error) => new(error.Message, error.Type, error.Param, error.Code);
}
