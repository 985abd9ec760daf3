using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Platform.Api.OpenApi;

/// <summary>What the document says about the API as a whole.</summary>
internal sealed class PlatformDocument : IOpenApiDocumentTransformer
{
    /// <summary>The name of the security scheme.</summary>
    public const string Bearer = "bearer";

    /// <inheritdoc/>
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Platform",
            Version = "1",
            Description = "A multi-tenant chatbot platform. Errors have one form everywhere: {\"error\":{\"message\",\"type\",\"param\",\"code\"}}.",
        };
        // Callers reach the API through whatever stands in front of it.
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Bearer] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = Bearer,
            Description = "An API key: sk-TENANT-SECRET.",
        };
        return Task.CompletedTask;
    }
}
