using System.Text.Json.Serialization.Metadata;

namespace Platform.Api.Json;

/// <summary>A request body of any type.</summary>
internal interface IRequestBody
{
    /// <summary>The body.</summary>
    object Value { get; }

    /// <summary>Its form.</summary>
    JsonTypeInfo Type { get; }
}
