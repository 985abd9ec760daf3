using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Platform.Api.Errors;
using Platform.Contracts.Errors;

namespace Platform.Api.Json;

/// <summary>What is wrong with a body, in words that say what to do.</summary>
internal static partial class JsonFailure
{
    private const int MaxParamLength = 200;
    private const int MaxNameLength = 64;

    /// <summary>The body is missing.</summary>
    public static Failure EmptyBody() => new(ErrorCode.InvalidJson, "The request body is empty. Send a JSON object.");

    /// <summary>The body is the literal <c>null</c>.</summary>
    public static Failure Null() => new(ErrorCode.InvalidValue, "The request body is null. Send a JSON object.");

    /// <summary>The body is not valid UTF-8.</summary>
    public static Failure NotUtf8() => new(ErrorCode.InvalidJson, "The request body is not valid UTF-8. Send JSON encoded as UTF-8.");

    /// <summary>A text holds half of a surrogate pair.</summary>
    public static Failure HalfSurrogate() => new(
        ErrorCode.InvalidJson,
        "The request body holds a \\u escape that is half of a surrogate pair. Send both halves, or the character itself as UTF-8.");

    /// <summary>The body is not declared as JSON.</summary>
    public static Failure ContentType(string? contentType) => new(
        ErrorCode.UnsupportedContentType,
        contentType is null
            ? "The request has no content type. Send JSON with 'content-type: application/json'."
            : $"The content type '{RequestFailures.Shown(contentType)}' is not supported. Send JSON, encoded as UTF-8, with 'content-type: application/json'.",
        "content-type");

    /// <summary>What the serialiser stumbled over.</summary>
    public static Failure Of(JsonException error, JsonTypeInfo root)
    {
        // The reader's own errors come wrapped; everything else is about a value that is well-formed but does not fit.
        if (error.InnerException is JsonException)
            return new Failure(ErrorCode.InvalidJson, $"The request body is not valid JSON{Place(error)}: {Reason(error.InnerException.Message)}");

        var param = Param(error.Path);
        if (error.Message.StartsWith("Duplicate property", StringComparison.Ordinal))
            return new Failure(ErrorCode.InvalidValue, $"{Named(param)} is in the body more than once. Send it once.", param);
        var expected = JsonShape.At(root, error.Path);
        return new Failure(
            ErrorCode.InvalidValue,
            expected is null ? $"{Named(param)} has a wrong type or value." : $"{Named(param)} must be {expected}.",
            param);
    }

    private static string Named(string? param) => param is null ? "The request body" : $"'{param}'";

    private static string Place(JsonException error) =>
        error is { LineNumber: { } line, BytePositionInLine: { } position } ? $" at line {line + 1}, byte {position + 1}" : "";

    /// <summary>The reader's sentence without the coordinates behind it.</summary>
    private static string Reason(string message)
    {
        var coordinates = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return RequestFailures.Shown(coordinates < 0 ? message : message[..coordinates]);
    }

    /// <summary><c>$.messages[2].role</c> as callers write it: <c>messages[2].role</c>; null for the body itself.</summary>
    private static string? Param(string? path)
    {
        if (path is null or "$" or "")
            return null;
        var param = path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path.TrimStart('$');
        param = LongName().Replace(param, static name => Cut(name.Value, MaxNameLength) + "…");
        return Cut(param, MaxParamLength);
    }

    private static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    /// <summary>A name that no field has, only a label of the caller's own.</summary>
    [GeneratedRegex(@"[^.\[\]]{65,}")]
    private static partial Regex LongName();
}
