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
        AddHealth(document, "/health/live", "Whether the process answers");
        AddHealth(document, "/health/ready", "Whether the process takes work: 503 while it starts, while it stops, and while it does not reach the cluster");
        return Task.CompletedTask;
    }

    private static void AddHealth(OpenApiDocument document, string path, string summary) => document.Paths[path] = new OpenApiPathItem
    {
        Operations = new()
        {
            [HttpMethod.Get] = new OpenApiOperation
            {
                Summary = summary,
                Tags = new HashSet<OpenApiTagReference> { new("Health", document) },
                Responses = new OpenApiResponses
                {
                    ["200"] = new OpenApiResponse { Description = "Healthy" },
                    ["503"] = new OpenApiResponse { Description = "Unhealthy" },
                },
            },
        },
    };
}
