using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Platform.Api.Authentication;
using Platform.Api.Errors;
using Platform.Api.Json;
using Platform.Api.Paging;

namespace Platform.Api.OpenApi;

/// <summary>Adds to each operation what the framework cannot know: body, query, key, errors.</summary>
internal sealed class PlatformOperation : IOpenApiOperationTransformer
{
    /// <inheritdoc/>
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<JsonBodyMetadata>().LastOrDefault() is { } body)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = body.Required,
                Content = await Json(body.Type, context, cancellationToken),
            };
        }

        foreach (var parameter in metadata.OfType<QueryParameterMetadata>())
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = parameter.InHeader ? ParameterLocation.Header : ParameterLocation.Query,
                Description = parameter.Description,
                Schema = new OpenApiSchema { Type = parameter.IsNumber ? JsonSchemaType.Integer : JsonSchemaType.String },
            });
        }

        if (metadata.OfType<RequiredAccess>().LastOrDefault() is { } required)
        {
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(PlatformDocument.Bearer, context.Document)] = [] }];
            operation.Description = required.Access switch
            {
                Access.Admin => "Needs an admin key.",
                Access.Owner => "Needs a key with the role owner.",
                _ => "Needs any key of the tenant.",
            };
        }

        (operation.Responses ??= [])["default"] = new OpenApiResponse
        {
            Description = "The error envelope.",
            Content = await Json(typeof(ErrorEnvelope), context, cancellationToken),
        };
    }

    /// <summary>A body of a type, which the document describes once under its name.</summary>
    private static async Task<Dictionary<string, OpenApiMediaType>> Json(Type type, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var document = context.Document!;
        if (document.Components?.Schemas?.ContainsKey(type.Name) != true)
            document.AddComponent(type.Name, await context.GetOrCreateSchemaAsync(type, null, cancellationToken));
        return new() { ["application/json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(type.Name, document) } };
    }
}
