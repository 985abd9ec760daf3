using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Platform.Api.OpenApi;

/// <summary>The document as text: it is made once, since the routes never change, and anybody may ask for it.</summary>
internal sealed class OpenApiText([FromKeyedServices("v1")] IOpenApiDocumentProvider document)
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private byte[]? _text;

    /// <summary>Answers with the document.</summary>
    public async Task Write(HttpContext context)
    {
        var text = _text ?? await Make(context.RequestAborted);
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = text.Length;
        await context.Response.Body.WriteAsync(text, context.RequestAborted);
    }

    private async Task<byte[]> Make(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_text is not null)
                return _text;
            var made = await document.GetOpenApiDocumentAsync(cancellationToken);
            using var buffer = new MemoryStream();
            await made.SerializeAsJsonAsync(buffer, OpenApiSpecVersion.OpenApi3_1, cancellationToken);
            return _text = buffer.ToArray();
        }
        finally
        {
            _gate.Release();
        }
    }
}
