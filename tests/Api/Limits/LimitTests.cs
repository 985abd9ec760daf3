using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.Tests.Limits;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Limits;

/// <summary>Limits over HTTP, before three replicas and two silos.</summary>
public sealed class LimitTests(LimitsCluster cluster) : IAsyncLifetime
{
    private const string Remaining = "x-ratelimit-remaining-requests";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await cluster.Ready();

    public ValueTask DisposeAsync() => default;

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(100)]
    public async Task three_replicas_let_through_the_limit_together_and_not_one_more(int limit)
    {
        var (_, key) = await cluster.NewTenant(new { requestsPerMinute = limit });
        using var clients = new Clients(cluster, key);
        var began = Stopwatch.GetTimestamp();
        var passed = 0;
        // What a replica has leased and does not use comes back within a second, so that in the end all of it is used.
        while (passed < limit && Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(20))
            passed += (await Flood(clients, 60)).Count(static status => status == HttpStatusCode.OK);
        passed += (await Flood(clients, 300)).Count(static status => status == HttpStatusCode.OK);

        Assert.Equal(limit, passed);
    }

    [Fact]
    public async Task a_refusal_names_the_limit_and_says_when_to_come_again_on_native_and_openai_routes_alike()
    {
        var (_, key) = await cluster.NewTenant(new { requestsPerMinute = 3 });
        using var client = cluster.Client(0, key);
        for (var request = 0; request < 3; request++)
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/v1/models", Cancellation)).StatusCode);

        HttpResponseMessage[] refusals =
        [
            await client.GetAsync("/v1/agents", Cancellation),
            await client.PostAsJsonAsync("/v1/sessions", new { }, Cancellation),
            await client.PostAsJsonAsync("/v1/chat/completions", new { model = "builtin/echo", stream = true, messages = new[] { new { role = "user", content = "hi" } } }, Cancellation),
            await client.PostAsJsonAsync("/v1/responses", new { model = "builtin/echo", input = "hi" }, Cancellation),
        ];
        foreach (var refused in refusals)
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            var error = Envelope.Checked(await refused.Content.ReadFromJsonAsync<JsonElement>(Cancellation));
            Assert.Equal("rate_limited", error.GetProperty("code").GetString());
            Assert.Equal("rate_limit_error", error.GetProperty("type").GetString());
            Assert.StartsWith("The tenant is at its limit of 3 requests per minute. Try again in ", error.GetProperty("message").GetString(), StringComparison.Ordinal);
            Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 61);
            Assert.InRange(double.Parse(Header(refused, "retry-after-ms"), CultureInfo.InvariantCulture), 1, 61_000);
            Assert.Equal("3", Header(refused, "x-ratelimit-limit-requests"));
            Assert.Equal("0", Header(refused, Remaining));
            refused.Dispose();
        }
    }

    [Fact]
    public async Task every_answer_tells_how_the_tighter_limit_stands_and_without_limits_none_does()
    {
        var (tenant, free) = await cluster.NewTenant(null);
        using (var client = cluster.Client(0, free))
        using (var answer = await client.GetAsync("/v1/models", Cancellation))
            Assert.DoesNotContain(answer.Headers, static header => header.Key.StartsWith("x-ratelimit", StringComparison.OrdinalIgnoreCase));

        await cluster.SetLimits(tenant, new { requestsPerMinute = 1_000, tokensPerMinute = 50_000 });
        var key = await cluster.NewKey(tenant, new { requestsPerMinute = 20, tokensPerMinute = 70_000 });
        using var limited = cluster.Client(1, key);
        HttpResponseMessage[] answers =
        [
            await limited.GetAsync("/v1/agents", Cancellation),
            await limited.GetAsync("/v1/sessions/none", Cancellation),
            await limited.PostAsJsonAsync("/v1/chat/completions", new { model = "builtin/echo", messages = new[] { new { role = "user", content = "hi" } } }, Cancellation),
            await limited.PostAsJsonAsync("/v1/chat/completions", new { model = "builtin/echo", stream = true, messages = new[] { new { role = "user", content = "hi" } } }, Cancellation),
        ];
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.OK, HttpStatusCode.OK], answers.Select(static answer => answer.StatusCode));
        Assert.All(answers, static answer =>
        {
            Assert.Equal("20", Header(answer, "x-ratelimit-limit-requests"));
            Assert.Equal("50000", Header(answer, "x-ratelimit-limit-tokens"));
            Assert.Matches("^([0-9]+ms|[0-9]+(\\.[0-9]+)?s|1m[0-9]s)$", Header(answer, "x-ratelimit-reset-requests"));
            Assert.InRange(long.Parse(Header(answer, "x-ratelimit-remaining-tokens"), CultureInfo.InvariantCulture), 45_000, 50_000);
        });
        Assert.Equal([19, 18, 17, 16], answers.Select(static answer => int.Parse(Header(answer, Remaining), CultureInfo.InvariantCulture)));
        foreach (var answer in answers)
            answer.Dispose();
    }

    [Fact]
    public async Task a_key_has_its_own_limit_beside_the_tenants_and_a_successor_goes_on_with_it()
    {
        var (tenant, owner) = await cluster.NewTenant(new { requestsPerMinute = 1_000 });
        using var admin = cluster.Admin();
        var made = await LimitsCluster.Answer(admin.PostAsJsonAsync($"/admin/tenants/{tenant}/keys", new { role = "agent", limits = new { requestsPerMinute = 4 } }, Cancellation));
        using (var client = cluster.Client(0, made.GetProperty("key").GetString()!))
        {
            for (var request = 0; request < 4; request++)
                Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/v1/models", Cancellation)).StatusCode);
        }

        var next = await LimitsCluster.Answer(admin.PostAsJsonAsync($"/admin/tenants/{tenant}/keys/{made.GetProperty("id").GetString()}/rotate", new { graceSeconds = 60 }, Cancellation));
        using var successor = cluster.Client(1, next.GetProperty("key").GetString()!);
        using var refused = await successor.GetAsync("/v1/models", Cancellation);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Contains("The API key is at its limit of 4 requests per minute.", await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        using var other = cluster.Client(0, owner);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/v1/models", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task another_limit_holds_on_every_replica_within_a_second_or_so()
    {
        var (tenant, key) = await cluster.NewTenant(new { requestsPerMinute = 2 });
        using var clients = new Clients(cluster, key);
        while ((await Flood(clients, 30)).Contains(HttpStatusCode.OK))
        {
        }

        await cluster.SetLimits(tenant, new { requestsPerMinute = 100_000 });
        var changed = Stopwatch.GetTimestamp();
        await Eventually.See(() => Flood(clients, 9), static statuses => statuses.All(static status => status == HttpStatusCode.OK), Cancellation);
        Assert.InRange(Stopwatch.GetElapsedTime(changed).TotalSeconds, 0, 10);

        await cluster.SetLimits(tenant, new { requestsPerMinute = 1 });
        await Eventually.See(() => Flood(clients, 9), static statuses => statuses.All(static status => status == HttpStatusCode.TooManyRequests), Cancellation);
        await cluster.SetLimits(tenant, new { });
        await Eventually.See(() => Flood(clients, 9), static statuses => statuses.All(static status => status == HttpStatusCode.OK), Cancellation);
    }

    [Fact]
    public async Task tokens_are_taken_as_expected_and_counted_as_used()
    {
        var (_, key) = await cluster.NewTenant(new { tokensPerMinute = 2_000 });
        using var client = cluster.Client(0, key);
        var session = (await LimitsCluster.Answer(client.PostAsJsonAsync("/v1/sessions", new { }, Cancellation))).GetProperty("id").GetString();
        // Each is expected to take 500 and takes a few, so more than four of them pass.
        for (var turn = 0; turn < 8; turn++)
            await LimitsCluster.Answer(Say(client, session!, "hi", "idempotent"));
        // An answer that is sent again costs nothing; a turn that is larger than the whole limit is told so.
        using var large = await Say(client, session!, new string('x', 9_000), Guid.NewGuid().ToString());
        Assert.Equal(HttpStatusCode.TooManyRequests, large.StatusCode);
        Assert.Contains("the tenant's limit is 2,000 tokens per minute", await large.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);

        var used = 0;
        var statuses = new List<HttpStatusCode>();
        string refusal = "";
        for (var turn = 0; turn < 60 && refusal.Length == 0; turn++)
        {
            using var answer = await Say(client, session!, new string('y', 400), Guid.NewGuid().ToString());
            statuses.Add(answer.StatusCode);
            var text = await answer.Content.ReadAsStringAsync(Cancellation);
            if (answer.IsSuccessStatusCode)
                used += JsonElement.Parse(text).GetProperty("usage").GetProperty("totalTokens").GetInt32();
            else
                refusal = text;
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
        Assert.Contains("The tenant is at its limit of 2,000 tokens per minute.", refusal, StringComparison.Ordinal);
        Assert.InRange(used, 500, 2_000);
    }

    [Fact]
    public async Task turns_at_the_same_time_are_limited_over_all_silos_and_a_place_is_free_when_its_turn_ends()
    {
        const string Slow = "builtin/echo?tokens=2000&tokenMs=100";
        var (_, key) = await cluster.NewTenant(new { concurrentTurns = 3 });
        using var client = cluster.Client(0, key);
        var sessions = new List<string>();
        for (var index = 0; index < 12; index++)
            sessions.Add((await LimitsCluster.Answer(client.PostAsJsonAsync("/v1/sessions", new { }, Cancellation))).GetProperty("id").GetString()!);
        var running = new ConcurrentDictionary<string, Task<HttpResponseMessage>>();
        var refused = 0;
        foreach (var session in sessions)
        {
            var answer = Say(client, session, "hi", null, Slow);
            if (running.Count == 3)
            {
                using var message = await answer;
                Assert.Equal(HttpStatusCode.TooManyRequests, message.StatusCode);
                Assert.Contains("The tenant is at its limit of 3 turns at the same time.", await message.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
                refused++;
                continue;
            }

            running[session] = answer;
            await Eventually.See(
                () => client.GetFromJsonAsync<JsonElement>($"/v1/sessions/{session}", Cancellation),
                static view => view.TryGetProperty("runningTurnId", out var id) && id.ValueKind == JsonValueKind.String, Cancellation);
        }

        Assert.Equal(9, refused);
        foreach (var (session, answer) in running)
        {
            await LimitsCluster.Answer(client.PostAsync($"/v1/sessions/{session}/cancel", null, Cancellation));
            (await answer).Dispose();
        }

        for (var round = 0; round < 5; round++)
        {
            await Eventually.See(
                async () => (await Task.WhenAll(sessions.Take(3).Select(async session =>
                {
                    using var answer = await Say(client, session, "short", null);
                    return answer.StatusCode;
                }))),
                static statuses => statuses.All(static status => status == HttpStatusCode.OK), Cancellation);
        }
    }

    [Fact]
    public async Task failed_and_refused_turns_leave_no_place_taken()
    {
        var (_, key) = await cluster.NewTenant(new { concurrentTurns = 2, tokensPerMinute = 1_500 });
        using var client = cluster.Client(0, key);
        for (var turn = 0; turn < 20; turn++)
        {
            using var failed = await client.PostAsJsonAsync(
                "/v1/chat/completions", new { model = "builtin/echo?fail=429", messages = new[] { new { role = "user", content = "hi" } } }, Cancellation);
            Assert.False(failed.IsSuccessStatusCode);
            Assert.DoesNotContain("limit of", await failed.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }
    }

    private static Task<HttpResponseMessage> Say(HttpClient client, string session, string content, string? idempotencyKey, string model = "builtin/echo")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/sessions/{session}/messages") { Content = JsonContent.Create(new { content, model }) };
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        return client.SendAsync(request, Cancellation);
    }

    private static async Task<HttpStatusCode[]> Flood(Clients clients, int requests) =>
        await Task.WhenAll(Enumerable.Range(0, requests).Select(async index =>
        {
            using var answer = await clients[index].GetAsync("/v1/models", Cancellation);
            return answer.StatusCode;
        }));

    private static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));

    private sealed class Clients(LimitsCluster cluster, string key) : IDisposable
    {
        private readonly HttpClient[] _clients = [.. Enumerable.Range(0, cluster.Replicas.Length).Select(replica => cluster.Client(replica, key))];

        public HttpClient this[int index] => _clients[index % _clients.Length];

        public void Dispose()
        {
            foreach (var client in _clients)
                client.Dispose();
        }
    }
}
