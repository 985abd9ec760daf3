using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Platform.Api.ChatCompletions;
using Platform.Api.Json;

namespace Platform.Api.OpenApi;

/// <summary>Describes the types with converters of their own, of which the framework knows nothing.</summary>
internal sealed class UnionSchemas : IOpenApiSchemaTransformer
{
    /// <inheritdoc/>
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type == typeof(StringOrStrings))
            schema.AnyOf = [Text(), ArrayOf(Text())];
        else if (context.JsonTypeInfo.Type == typeof(ChatContentBody))
            schema.AnyOf = [Text(), ArrayOf(TextPart()), new OpenApiSchema { Type = JsonSchemaType.Null }];
        return Task.CompletedTask;
    }

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    private static OpenApiSchema ArrayOf(OpenApiSchema items) => new() { Type = JsonSchemaType.Array, Items = items };

    private static OpenApiSchema TextPart() => new()
    {
        Type = JsonSchemaType.Object,
        Properties = new Dictionary<string, IOpenApiSchema> { ["type"] = Text(), ["text"] = Text() },
    };
}
