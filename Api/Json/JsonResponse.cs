using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Platform.Api.Json;

/// <summary>Writes JSON straight into the response's own buffer, with a content length, so that no copy is made on the way.</summary>
internal static class JsonResponse
{
    private const string ContentType = "application/json; charset=utf-8";

    /// <summary>Text stays readable: answers are sent as JSON, never inside HTML.</summary>
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>Answers with the value as the whole body; the status is set by the caller. The response must not have started.</summary>
    public static void Write<T>(HttpResponse response, T value, JsonTypeInfo<T> type)
    {
        var length = WriteTo(response.BodyWriter, value, type);
        response.ContentType = ContentType;
        response.ContentLength = length;
    }

    /// <summary>Answers with JSON that was written before.</summary>
    public static void Write(HttpResponse response, ReadOnlySpan<byte> json)
    {
        response.BodyWriter.Write(json);
        response.ContentType = ContentType;
        response.ContentLength = json.Length;
    }

    /// <summary>Writes the value into a buffer and answers its length in bytes. Nothing is flushed.</summary>
    public static long WriteTo<T>(IBufferWriter<byte> buffer, T value, JsonTypeInfo<T> type)
    {
        // One writer per thread: it is used and left within this call.
        var writer = _writer ??= new Utf8JsonWriter(buffer, Options);
        writer.Reset(buffer);
        JsonSerializer.Serialize(writer, value, type);
        writer.Flush();
        return writer.BytesCommitted;
    }
}
