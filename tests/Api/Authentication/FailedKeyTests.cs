using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Platform.Api.Authentication;
using Platform.Contracts.Keys;
using Platform.Tests.Limits;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Authentication;

/// <summary>Keys that do not work are counted by the address they come from. The replicas believe what this machine forwards.</summary>
public sealed class FailedKeyTests(LimitsCluster cluster) : IAsyncLifetime
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await cluster.Ready();

    public ValueTask DisposeAsync() => default;

    [Fact]
    public async Task an_address_that_sends_many_wrong_keys_is_refused_and_its_working_keys_are_not()
    {
        var (_, key) = await cluster.NewTenant(null);
        using var http = new HttpClient { BaseAddress = cluster.Replicas[0] };
        Assert.Equal(HttpStatusCode.OK, await Status(http, key, "203.0.113.7"));
        HttpResponseMessage? refused = null;
        var failures = 0;
        for (var attempt = 0; attempt < 60 && refused is null; attempt++)
        {
            var answer = await Send(http, ApiKey.Generate("acme"), "203.0.113.7");
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                refused = answer;
            else
                Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            failures++;
        }

        Assert.InRange(failures, 31, 45);
        Assert.InRange(refused!.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        var error = Envelope.Checked(await refused.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>(Cancellation));
        Assert.Equal("rate_limited", error.GetProperty("code").GetString());
        refused.Dispose();

        // The key has worked before, so it goes on working from there; KeyCacheTests have what comes when its answer is old.
        Assert.Equal(HttpStatusCode.OK, await Status(http, key, "203.0.113.7"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(http, ApiKey.Generate("acme"), "203.0.113.8"));
    }

    [Fact]
    public async Task a_missing_key_is_no_attempt_and_one_without_the_form_of_a_key_is()
    {
        using var http = new HttpClient { BaseAddress = cluster.Replicas[1] };
        for (var request = 0; request < 50; request++)
            Assert.Equal(HttpStatusCode.Unauthorized, await Status(http, null, "203.0.113.9"));
        var statuses = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 50; attempt++)
            statuses.Add(await Status(http, "not-a-key", "203.0.113.9"));
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(http, null, "203.0.113.9"));
    }

    [Fact]
    public void an_ipv6_network_is_one_address_and_a_mapped_one_is_its_ipv4_address()
    {
        Assert.Equal(ClientNetwork.Of(IPAddress.Parse("2001:db8:1:2::1")), ClientNetwork.Of(IPAddress.Parse("2001:db8:1:2:ffff::9")));
        Assert.NotEqual(ClientNetwork.Of(IPAddress.Parse("2001:db8:1:2::1")), ClientNetwork.Of(IPAddress.Parse("2001:db8:1:3::1")));
        Assert.Equal(ClientNetwork.Of(IPAddress.Parse("192.0.2.1")), ClientNetwork.Of(IPAddress.Parse("::ffff:192.0.2.1")));
        Assert.NotEqual(ClientNetwork.Of(IPAddress.Parse("192.0.2.1")), ClientNetwork.Of(IPAddress.Parse("192.0.2.2")));
    }

    [Theory]
    [InlineData("revoke")]
    [InlineData("block")]
    [InlineData("suspend")]
    [InlineData("rotate")]
    public async Task a_key_that_is_taken_away_stops_working_on_every_replica_within_a_second(string how)
    {
        var (tenant, _) = await cluster.NewTenant(null);
        using var admin = cluster.Admin(replica: 2);
        var made = await LimitsCluster.Answer(admin.PostAsJsonAsync($"/admin/tenants/{tenant}/keys", new { role = "owner" }, Cancellation));
        var (id, key) = (made.GetProperty("id").GetString(), made.GetProperty("key").GetString()!);
        using var one = cluster.Client(0, key);
        using var two = cluster.Client(1, key);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        // In steady use, so that the answer about it is renewed all the time.
        var begun = new[] { new TaskCompletionSource(), new TaskCompletionSource() };
        var uses = new[] { one, two }.Zip(begun, (client, first) => Task.Run(() => UntilRefused(client, first, stop.Token))).ToArray();
        // A replica that has not served it before it is taken away has nothing to stop.
        await Task.WhenAll(begun.Select(static first => first.Task)).WaitAsync(Cancellation);

        using var done = how switch
        {
            "revoke" => await admin.DeleteAsync($"/admin/tenants/{tenant}/keys/{id}", Cancellation),
            "block" => await admin.PatchAsJsonAsync($"/admin/tenants/{tenant}/keys/{id}", new { blocked = true }, Cancellation),
            "suspend" => await admin.PostAsync($"/admin/tenants/{tenant}/suspend", null, Cancellation),
            _ => await admin.PostAsJsonAsync($"/admin/tenants/{tenant}/keys/{id}/rotate", new { graceSeconds = 0 }, Cancellation),
        };
        Assert.True(done.IsSuccessStatusCode);
        var changed = TimeProvider.System.GetTimestamp();
        foreach (var last in await Task.WhenAll(uses))
        {
            Assert.Equal(how is "block" or "suspend" ? HttpStatusCode.Forbidden : HttpStatusCode.Unauthorized, last.Status);
            // The last use that was answered had begun within the second.
            Assert.InRange(TimeProvider.System.GetElapsedTime(changed, last.LastServed).TotalSeconds, -30, 1);
        }
    }

    private static async Task<(HttpStatusCode Status, long LastServed)> UntilRefused(HttpClient client, TaskCompletionSource first, CancellationToken cancellationToken)
    {
        var served = 0L;
        while (true)
        {
            var began = TimeProvider.System.GetTimestamp();
            using var answer = await client.GetAsync("/v1/models", cancellationToken);
            if (answer.StatusCode == HttpStatusCode.OK)
                served = began;
            first.TrySetResult();
            if (answer.StatusCode != HttpStatusCode.OK)
                return (answer.StatusCode, served);
        }
    }

    private static async Task<HttpStatusCode> Status(HttpClient http, string? key, string address)
    {
        using var answer = await Send(http, key, address);
        return answer.StatusCode;
    }

    private static Task<HttpResponseMessage> Send(HttpClient http, string? key, string address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/v1/models") { Headers = { { "X-Forwarded-For", address } } };
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http.SendAsync(request, Cancellation);
    }
}
