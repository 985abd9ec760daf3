using System.Net;
using Platform.Api.Errors;
using Platform.Contracts.Errors;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Errors;

public sealed class EnvelopeTests(PlatformFixture platform) : ApiTest(platform)
{
    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/v1")]
    [InlineData("POST", "/v1/nothing")]
    [InlineData("GET", "/admin")]
    [InlineData("GET", "/v1/sessions/a/b/c")]
    [InlineData("GET", "/%E2%80%AE%01")]
    [InlineData("GET", "/v1/chat/completions/x")]
    public async Task an_unknown_route_is_told_so_with_and_without_a_key(string method, string path)
    {
        await Error(HttpStatusCode.NotFound, "route_not_found", Send(Nobody, method, path));
        await Error(HttpStatusCode.NotFound, "route_not_found", Send(Owner, method, path));
    }

    [Theory]
    [InlineData("DELETE", "/v1/sessions", "GET, POST")]
    [InlineData("GET", "/v1/chat/completions", "POST")]
    [InlineData("PUT", "/v1/models", "GET")]
    [InlineData("POST", "/v1/agents/a", "DELETE, GET, PUT")]
    [InlineData("WHATEVER", "/admin/tenants", "GET, POST")]
    public async Task a_wrong_method_is_told_the_right_ones(string method, string path, string allowed)
    {
        using var answer = await Send(Owner, method, path);
        var error = Envelope.Checked(await Json(HttpStatusCode.MethodNotAllowed, answer));
        Assert.Equal("method_not_allowed", error.GetProperty("code").GetString());
        Assert.Equal(allowed.Split(", "), answer.Content.Headers.Allow.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task a_new_request_id_is_made_for_each_answer()
    {
        var ids = new HashSet<string>();
        foreach (var path in new[] { "/nothing", "/v1/models", "/health/live", "/openapi/v1.json" })
        {
            using var answer = await Nobody.GetAsync(path, Cancellation);
            var id = Assert.Single(answer.Headers.GetValues("x-request-id"));
            Assert.StartsWith("req_", id);
            Assert.True(ids.Add(id));
        }
    }

    [Theory]
    [InlineData("my-id-1", true)]
    [InlineData("with space", false)]
    [InlineData("tab\tinside", false)]
    [InlineData("", false)]
    [InlineData("LONG", false)]
    public async Task a_request_id_that_is_harmless_is_echoed(string id, bool echoed)
    {
        id = id == "LONG" ? new string('x', 129) : id;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/models");
        request.Headers.TryAddWithoutValidation("x-request-id", id);
        using var answer = await Owner.SendAsync(request, Cancellation);
        var answered = Assert.Single(answer.Headers.GetValues("x-request-id"));
        if (echoed)
            Assert.Equal(id, answered);
        else
            Assert.StartsWith("req_", answered);
    }

    [Fact]
    public async Task health_answers_without_a_key()
    {
        Assert.Equal("Healthy", await Nobody.GetStringAsync("/health/live", Cancellation));
        Assert.Equal("Healthy", await Nobody.GetStringAsync("/health/ready", Cancellation));
    }

    [Fact]
    public void no_failure_of_the_cluster_is_a_defect()
    {
        Assert.Equal(ErrorCode.Interrupted, FailureMapping.Of(new TimeoutException()).Code);
        Assert.Equal(ErrorCode.Interrupted, FailureMapping.Of(new Orleans.Runtime.SiloUnavailableException("gone")).Code);
        Assert.Equal(ErrorCode.Interrupted, FailureMapping.Of(new Orleans.Runtime.EnumerationAbortedException("moved")).Code);
        Assert.Equal(ErrorCode.Interrupted, FailureMapping.Of(Rejection.Of("no")).Code);
        Assert.Equal(ErrorCode.Overloaded, FailureMapping.Of(new Orleans.Runtime.GatewayTooBusyException("full")).Code);
        Assert.Equal(ErrorCode.Interrupted, FailureMapping.Of(new OperationCanceledException()).Code);
        Assert.Equal(ErrorCode.InternalError, FailureMapping.Of(new InvalidOperationException()).Code);
        Assert.Equal(new Failure(ErrorCode.SessionBusy, "m", "p"), FailureMapping.Of(new PlatformException(ErrorCode.SessionBusy, "m", "p")));
    }
}
