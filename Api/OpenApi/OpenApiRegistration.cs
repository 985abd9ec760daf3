using System.Text.Json.Serialization;
using Platform.Api.Json;

namespace Platform.Api.OpenApi;

/// <summary>The description of the API for machines.</summary>
internal static class OpenApiRegistration
{
    private const string Version = "v1";

    /// <summary>Adds the document.</summary>
    public static void AddPlatformOpenApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(static json =>
        {
            // The document says what the routes do: numbers are never taken from strings.
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, NativeJson.Default);
            json.SerializerOptions.TypeInfoResolverChain.Insert(1, OpenAiJson.Default);
        });
        services.AddOpenApi(Version, static options =>
        {
            options.AddDocumentTransformer<PlatformDocument>();
            options.AddOperationTransformer<PlatformOperation>();
            options.AddSchemaTransformer<UnionSchemas>();
        });
        services.AddSingleton<OpenApiText>();
    }

    /// <summary>Maps <c>/openapi/v1.json</c>.</summary>
    public static void MapPlatformOpenApi(this IEndpointRouteBuilder routes) =>
        routes.MapGet($"/openapi/{Version}.json", static (OpenApiText text, HttpContext context) => text.Write(context))
            .ExcludeFromDescription();
}
