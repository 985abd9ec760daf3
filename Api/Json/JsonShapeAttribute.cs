namespace Platform.Api.Json;

/// <summary>How a type with a converter of its own looks in JSON, for error messages.</summary>
/// <param name="description">The form in words, such as "a string or an array of strings".</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
internal sealed class JsonShapeAttribute(string description) : Attribute
{
    /// <summary>The form in words.</summary>
    public string Description { get; } = description;
}
