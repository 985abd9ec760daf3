using System.Net;
using System.Text.Json;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Cluster;

public sealed class ClusterTests(PlatformFixture platform) : ApiTest(platform)
{
    [Fact]
    public async Task the_operator_sees_each_silo_and_what_lives_on_it()
    {
        var before = Sessions(await View());
        for (var index = 0; index < 5; index++)
            await NewSession();
        var view = await View();
        var silo = view.GetProperty("silos")[0];
        Assert.Equal("active", silo.GetProperty("status").GetString());
        Assert.NotEqual("", silo.GetProperty("address").GetString());
        Assert.EndsWith("Z", silo.GetProperty("startedAt").GetString());
        Assert.Equal(1, view.GetProperty("totals").GetProperty("activeSilos").GetInt32());
        Assert.True(Sessions(view) >= before + 5, $"{before} sessions before, {Sessions(view)} after five more.");
        Assert.True(view.GetProperty("totals").GetProperty("totalActivations").GetInt32() >= Sessions(view));
    }

    private async Task<JsonElement> View() => await Json(HttpStatusCode.OK, Admin.GetAsync("/admin/cluster", Cancellation));

    private static int Sessions(JsonElement view) =>
        view.GetProperty("totals").GetProperty("activations").TryGetProperty("session", out var count) ? count.GetInt32() : 0;
}
