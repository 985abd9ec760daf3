using System.Text.Encodings.Web;
using System.Text.Json;
using Platform.Api.Errors;
using Platform.Api.Json;
using Platform.Api.Streaming;
using Platform.Contracts.Erasure;
using Platform.Contracts.Errors;

namespace Platform.Api.Erasure;

/// <summary>
/// An export as it is sent: one JSON object per line (NDJSON), each with <c>type</c> and <c>data</c>, the first of the type
/// <c>export</c>, the last of the type <c>end</c>. Line by line, so that the largest export takes no more memory than the
/// smallest, and no faster than its reader takes it.
/// </summary>
/// <param name="context">The request.</param>
/// <param name="kind">What is exported: <c>user</c>, <c>tenant</c> or <c>session</c>.</param>
/// <param name="tenantId">The tenant.</param>
/// <param name="time">The clock.</param>
internal sealed class ExportStream(HttpContext context, string kind, string tenantId, TimeProvider time)
{
    /// <summary>The media type of the answer.</summary>
    public const string ContentType = "application/x-ndjson";

    /// <summary>The query parameter that has an erasure export first.</summary>
    public const string Parameter = "export";

    private const int FlushedBytes = 32 * 1024;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>Whether an erasure is to export first.</summary>
    public static bool IsWanted(HttpRequest request)
    {
        string? wanted = request.Query[Parameter];
        return wanted is null or "true" or "false"
            ? wanted == "true"
            : throw new PlatformException(ErrorCode.InvalidValue, $"'{Parameter}' must be true or false.", Parameter);
    }

    /// <summary>Sends everything. What goes wrong before the first line is the request's error, later the last line of the answer.</summary>
    /// <param name="records">What is exported.</param>
    /// <param name="erase">Erases it, once everything is sent; null: nothing is erased.</param>
    public async Task Run(IAsyncEnumerable<ExportRecord> records, Func<Task<SignedManifest>>? erase = null)
    {
        await using var source = records.GetAsyncEnumerator(context.RequestAborted);
        var any = await source.MoveNextAsync();
        context.Response.ContentType = ContentType;
        try
        {
            Write("export", Head);
            for (; any; any = await source.MoveNextAsync())
            {
                var record = source.Current;
                _counts[record.Type] = _counts.GetValueOrDefault(record.Type) + 1;
                Write(record.Type, writer => writer.WriteRawValue(record.Json, skipInputValidation: true));
                if (context.Response.BodyWriter.UnflushedBytes >= FlushedBytes)
                    await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            }

            Write("end", Counts);
            if (erase is null)
                return;
            // What is going to be erased has left the process before.
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            var manifest = ErasureView.Of(await erase());
            Write("erasure", writer => JsonSerializer.Serialize(writer, manifest, NativeJson.Default.ErasureView));
        }
        catch (Exception error) when (!context.RequestAborted.IsCancellationRequested)
        {
            var failure = FailureMapping.Of(error);
            if (failure.Code == ErrorCode.InternalError)
            {
                ErrorLog.BrokenAnswer(
                    context.RequestServices.GetRequiredService<ILogger<ExportStream>>(), context.TraceIdentifier, context.Request.Method,
                    RequestFailures.Shown(context.GetEndpoint()?.DisplayName), error);
            }

            var detail = ErrorAnswer.EnvelopeOf(failure).Error;
            Write("error", writer => JsonSerializer.Serialize(writer, detail, NativeJson.Default.ErrorDetail));
            throw new CutStreamException(failure);
        }
    }

    private void Head(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", kind);
        writer.WriteString("tenantId", tenantId);
        writer.WriteString("exportedAt", time.GetUtcNow().UtcDateTime);
        writer.WriteEndObject();
    }

    private void Counts(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var (type, count) in _counts)
            writer.WriteNumber(type, count);
        writer.WriteEndObject();
    }

    private void Write(string type, Action<Utf8JsonWriter> data)
    {
        using var writer = new Utf8JsonWriter(context.Response.BodyWriter, Options);
        writer.WriteStartObject();
        writer.WriteString("type", type);
        writer.WritePropertyName("data");
        data(writer);
        writer.WriteEndObject();
        writer.Flush();
        context.Response.BodyWriter.GetSpan(1)[0] = (byte)'\n';
        context.Response.BodyWriter.Advance(1);
    }
}
