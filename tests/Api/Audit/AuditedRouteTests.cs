using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Api.Audit;
using Platform.Api.Authentication;
using Platform.Tests.Api.BadInput;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Audit;

/// <summary>Every route of the operator and of owners that changes something is audited, and no other.</summary>
public sealed class AuditedRouteTests(PlatformFixture platform) : ApiTest(platform)
{
    [Fact]
    public void Exactly_the_changing_routes_that_want_an_owners_or_an_admin_key_are_audited()
    {
        var routes = Platform.Api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToArray();
        Assert.Equal(
            routes.Where(IsChangingForOwnersOrOperators).Select(Name).Order(StringComparer.Ordinal),
            routes.Where(static route => route.Metadata.GetMetadata<Audited>() is not null).Select(Name).Order(StringComparer.Ordinal));
        Assert.Contains(routes, IsChangingForOwnersOrOperators);
    }

    [Fact]
    public async Task each_of_them_leaves_an_entry_when_it_is_refused()
    {
        var document = await Json(HttpStatusCode.OK, Nobody.GetAsync("/openapi/v1.json", Cancellation));
        var changing = OpenApiWalk.Operations(document).Where(IsChangingForOwnersOrOperators).ToArray();
        Assert.NotEmpty(changing);
        foreach (var (method, path, _) in changing)
        {
            var route = ApiRoute.All.Single(route => route.ToString() == $"{method} {path}");
            var requestId = $"refused-{Guid.NewGuid():n}";
            // A tenant or an object that is not there, or a body that is nothing.
            using var request = new HttpRequestMessage(new HttpMethod(method), route.Path("nothing-is-called-this"))
            {
                Content = route.Body is null ? null : Text("[]"),
                Headers = { { "x-request-id", requestId } },
            };
            using var answer = await (route.IsAdmin ? Admin : Owner).SendAsync(request, Cancellation);
            if (answer.IsSuccessStatusCode)
                continue;
            var error = (await Json(answer.StatusCode, answer)).GetProperty("error").GetProperty("code").GetString();
            var action = Uri.EscapeDataString($"{method} {path}");
            var entry = Assert.Single(
                (await Json(HttpStatusCode.OK, Admin.GetAsync($"/admin/audit?limit=100&action={action}", Cancellation))).GetProperty("data").EnumerateArray(),
                entry => entry.GetProperty("requestId").GetString() == requestId);
            Assert.Equal(((int)answer.StatusCode, error), (entry.GetProperty("status").GetInt32(), entry.GetProperty("error").GetString()));
        }
    }

    private static bool IsChangingForOwnersOrOperators((string Method, string Path, JsonElement Body) operation) =>
        operation.Method is not ("GET" or "HEAD")
        && operation.Body.TryGetProperty("description", out var needs)
        && (needs.GetString()!.Contains("admin key") || needs.GetString()!.Contains("role owner"));

    private static bool IsChangingForOwnersOrOperators(RouteEndpoint route) =>
        route.Metadata.GetMetadata<RequiredAccess>() is { Access: not Access.Chat }
        && !Methods(route).All(static method => method is "GET" or "HEAD");

    private static IReadOnlyList<string> Methods(RouteEndpoint route) => route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["ANY"];

    private static string Name(RouteEndpoint route) => $"{string.Join(',', Methods(route))} {route.RoutePattern.RawText}";
}
