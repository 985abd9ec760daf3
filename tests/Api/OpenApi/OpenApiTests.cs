using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Tests.Api.BadInput;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.OpenApi;

public sealed class OpenApiTests(PlatformFixture platform) : ApiTest(platform)
{
    [Fact]
    public async Task the_document_lists_every_mapped_route()
    {
        var mapped = Platform.Api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(static endpoint => Methods(endpoint).Select(method => $"{method} {Path(endpoint)}"))
            .Where(static route => !route.EndsWith("/openapi/v1.json", StringComparison.Ordinal));
        var listed = OpenApiWalk.Operations(await Document()).Select(operation => $"{operation.Method} {operation.Path}");
        Assert.Equal(mapped.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task the_table_of_the_bad_input_tests_has_every_route_of_the_document()
    {
        var listed = OpenApiWalk.Operations(await Document()).Select(operation => $"{operation.Method} {operation.Path}")
            .Where(static route => !route.Contains("/health/"));
        Assert.Equal(listed.Order(StringComparer.Ordinal), ApiRoute.All.Select(static route => route.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task every_operation_says_what_it_takes_what_it_answers_and_which_key_it_wants()
    {
        var document = await Document();
        Assert.Equal("http", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("bearer").GetProperty("type").GetString());
        foreach (var (method, path, operation) in OpenApiWalk.Operations(document).Where(static operation => !operation.Path.StartsWith("/health", StringComparison.Ordinal)))
        {
            var name = $"{method} {path}";
            Assert.True(operation.GetProperty("summary").GetString()!.Length > 0, name);
            var isOpen = ApiRoute.All.Single(route => route.ToString() == name).IsOpen;
            Assert.True(isOpen ? !operation.TryGetProperty("security", out _) : operation.GetProperty("security").GetArrayLength() == 1, name);
            var error = operation.GetProperty("responses").GetProperty("default").GetProperty("content").GetProperty("application/json").GetProperty("schema");
            Assert.True(OpenApiWalk.Resolve(document, error).GetProperty("properties").TryGetProperty("error", out _), name);
            Assert.True(operation.GetProperty("responses").EnumerateObject().Any(static response => response.Name is "200" or "201" or "204"), name);
            var route = ApiRoute.All.Single(route => route.ToString() == name);
            Assert.True(route.Body is not null == operation.TryGetProperty("requestBody", out var body), name);
            if (route.Body is not null)
            {
                Assert.True(route.BodyRequired == (body.TryGetProperty("required", out var required) && required.GetBoolean()), name);
                var schema = OpenApiWalk.Resolve(document, body.GetProperty("content").GetProperty("application/json").GetProperty("schema"));
                Assert.True(schema.GetProperty("properties").EnumerateObject().Any(), name);
            }
        }
    }

    private async Task<JsonElement> Document() => await Json(HttpStatusCode.OK, Nobody.GetAsync("/openapi/v1.json", Cancellation));

    private static string Path(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.Replace("**", "").Trim('/');

    private static IReadOnlyList<string> Methods(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods : ["GET"];
}
