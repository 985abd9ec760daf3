using System.Text.Json.Serialization;
using Platform.Contracts.Errors;

namespace Platform.Api.Responses;

/// <summary>Why a response failed.</summary>
/// <param name="Code">The kind, from the closed list.</param>
/// <param name="Message">One sentence that says what to do.</param>
internal sealed record ResponseErrorView([property: JsonPropertyName("code")] string Code, [property: JsonPropertyName("message")] string Message)
{
    /// <summary>The view of a failure.</summary>
    public static ResponseErrorView Of(Failure failure) => new(ErrorCatalog.Describe(failure.Code).Name, failure.Message);
}
