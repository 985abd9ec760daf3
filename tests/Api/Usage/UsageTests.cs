using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Usage;

/// <summary>What the ledger tells through the API.</summary>
public sealed class UsageTests(PlatformFixture platform) : ApiTest(platform)
{
    [Fact]
    public async Task A_tenant_without_turns_has_used_nothing()
    {
        var report = await Json(HttpStatusCode.OK, Owner.GetAsync("/v1/usage", Cancellation));

        Assert.Equal(0, report.GetProperty("total").GetProperty("turns").GetInt64());
        Assert.Equal(0, report.GetProperty("data").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, report.GetProperty("nextCursor").ValueKind);
    }

    [Fact]
    public async Task The_ledger_holds_what_the_turns_took_by_user_agent_key_and_model()
    {
        var (ann, bob) = (await NewSession(userId: "ann"), await NewSession(userId: "bob/ü"));
        var used = new[] { await Turn(ann, "one"), await Turn(ann, "two and more"), await Turn(bob, "three") };

        var total = await Total(3);
        var users = await Rows("groupBy=user");
        var agents = await Rows("groupBy=agent");
        var keys = await Rows("groupBy=key");
        var models = await Rows("groupBy=model");

        Assert.Equal(used.Sum(), total.GetProperty("totalTokens").GetInt64());
        Assert.Equal(total.GetProperty("inputTokens").GetInt64() + total.GetProperty("outputTokens").GetInt64(), used.Sum());
        Assert.Equal(["ann", "bob/ü"], users.Select(static row => row.GetProperty("id").GetString()));
        Assert.Equal([used[0] + used[1], used[2]], users.Select(static row => row.GetProperty("totalTokens").GetInt64()));
        Assert.Equal((AgentId, used.Sum()), IdAndTokens(Assert.Single(agents)));
        Assert.StartsWith("key_", Assert.Single(keys).GetProperty("id").GetString());
        Assert.Equal(("builtin/echo", used.Sum()), IdAndTokens(Assert.Single(models)));
    }

    [Fact]
    public async Task One_user_can_be_asked_for_and_days_are_told_apart()
    {
        var used = await Turn(await NewSession(userId: "ann"), "hello");
        await Turn(await NewSession(userId: "bob"), "hello, too");
        await Total(2);

        var report = await Json(HttpStatusCode.OK, Owner.GetAsync("/v1/usage?groupBy=user&id=ann&byDay=true", Cancellation));
        var row = Assert.Single(report.GetProperty("data").EnumerateArray());

        Assert.Equal(used, report.GetProperty("total").GetProperty("totalTokens").GetInt64());
        Assert.Equal(("ann", used), IdAndTokens(row));
        Assert.Equal(report.GetProperty("to").GetString(), row.GetProperty("day").GetString());
    }

    [Fact]
    public async Task Rows_come_in_pages()
    {
        foreach (var user in (string[])["a", "b", "c"])
            await Turn(await NewSession(userId: user), "hello");
        await Total(3);

        var first = await Json(HttpStatusCode.OK, Owner.GetAsync("/v1/usage?groupBy=user&limit=2", Cancellation));
        var cursor = first.GetProperty("nextCursor").GetString();
        var second = await Json(HttpStatusCode.OK, Owner.GetAsync($"/v1/usage?groupBy=user&limit=2&cursor={cursor}", Cancellation));

        Assert.Equal(["a", "b"], first.GetProperty("data").EnumerateArray().Select(static row => row.GetProperty("id").GetString()));
        Assert.Equal(["c"], second.GetProperty("data").EnumerateArray().Select(static row => row.GetProperty("id").GetString()));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("nextCursor").ValueKind);
    }

    [Fact]
    public async Task A_stateless_call_is_counted_for_its_user_when_it_is_answered()
    {
        var answer = await Json(HttpStatusCode.OK, Owner.PostAsJsonAsync("/v1/chat/completions",
            new { model = "builtin/echo?tokens=9", user = "ann", messages = new[] { new { role = "user", content = "hello" } } }, Cancellation));

        // It was answered, so it is there: no waiting.
        var report = await Json(HttpStatusCode.OK, Owner.GetAsync("/v1/usage?groupBy=user&id=ann", Cancellation));
        var models = await Rows("groupBy=model");

        Assert.Equal(answer.GetProperty("usage").GetProperty("total_tokens").GetInt64(), report.GetProperty("total").GetProperty("totalTokens").GetInt64());
        Assert.Equal("builtin/echo", Assert.Single(models).GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_failed_turn_counts_no_tokens_and_a_replayed_one_counts_once()
    {
        var session = await NewSession();
        using var again = new HttpRequestMessage(HttpMethod.Post, $"/v1/sessions/{session}/messages") { Content = JsonContent.Create(new { content = "hello" }) };
        again.Headers.Add("Idempotency-Key", "k1");
        using var first = new HttpRequestMessage(HttpMethod.Post, $"/v1/sessions/{session}/messages") { Content = JsonContent.Create(new { content = "hello" }) };
        first.Headers.Add("Idempotency-Key", "k1");
        var turn = await Json(HttpStatusCode.OK, Owner.SendAsync(first, Cancellation));
        await Json(HttpStatusCode.OK, Owner.SendAsync(again, Cancellation));
        await Error(HttpStatusCode.BadGateway, "provider_failed", Owner.PostAsJsonAsync($"/v1/sessions/{session}/messages", new { content = "hello", model = "builtin/echo?fail=500" }, Cancellation));

        var total = await Total(2);

        Assert.Equal(1, total.GetProperty("failed").GetInt64());
        Assert.Equal(turn.GetProperty("usage").GetProperty("totalTokens").GetInt64(), total.GetProperty("totalTokens").GetInt64());
    }

    [Fact]
    public async Task What_a_deleted_session_has_used_stays_in_the_ledger()
    {
        var session = await NewSession();
        var used = await Turn(session, "hello");
        using (await Owner.DeleteAsync($"/v1/sessions/{session}", Cancellation))
        {
            // Deleting waits for the ledger.
        }

        var report = await Json(HttpStatusCode.OK, Owner.GetAsync("/v1/usage", Cancellation));

        Assert.Equal(used, report.GetProperty("total").GetProperty("totalTokens").GetInt64());
    }

    [Fact]
    public async Task A_rotated_key_is_counted_with_the_key_that_it_replaces()
    {
        var key = await Json(HttpStatusCode.Created, Admin.PostAsJsonAsync($"/admin/tenants/{TenantId}/keys", new { role = "agent" }, Cancellation));
        var id = key.GetProperty("id").GetString();
        await ChatWith(key);
        await ChatWith(await Json(HttpStatusCode.Created, Admin.PostAsync($"/admin/tenants/{TenantId}/keys/{id}/rotate", null, Cancellation)));

        var row = Assert.Single(await Rows("groupBy=key"));

        Assert.Equal(id, row.GetProperty("id").GetString());
        Assert.Equal(2, row.GetProperty("turns").GetInt64());

        async Task ChatWith(JsonElement created)
        {
            using var client = Platform.Client(created.GetProperty("key").GetString());
            await Json(HttpStatusCode.OK, client.PostAsJsonAsync("/v1/chat/completions",
                new { model = "builtin/echo", messages = new[] { new { role = "user", content = "hello" } } }, Cancellation));
        }
    }

    [Fact]
    public async Task An_answer_in_the_history_says_what_it_took()
    {
        var session = await NewSession();
        var used = await Turn(session, "hello");

        var messages = (await Json(HttpStatusCode.OK, Owner.GetAsync($"/v1/sessions/{session}/messages", Cancellation))).GetProperty("data");
        var answer = messages.EnumerateArray().Single(static message => message.GetProperty("role").GetString() == "assistant");

        Assert.Equal(used, answer.GetProperty("usage").GetProperty("totalTokens").GetInt64());
        Assert.Equal(0m, answer.GetProperty("usage").GetProperty("costUsd").GetDecimal());
        Assert.Equal("builtin/echo", answer.GetProperty("model").GetString());
        Assert.False(messages.EnumerateArray().Single(static message => message.GetProperty("role").GetString() == "user").TryGetProperty("usage", out _));
    }

    [Theory]
    [InlineData("from=2026-13-01", "from")]
    [InlineData("from=yesterday", "from")]
    [InlineData("to=1999-01-01", "to")]
    [InlineData("from=2026-02-02&to=2026-02-01", "from")]
    [InlineData("from=2024-01-01&to=2026-01-01", "from")]
    [InlineData("groupBy=colour", "groupBy")]
    [InlineData("groupBy=user&groupBy=key", "groupBy")]
    [InlineData("id=ann", "id")]
    [InlineData("groupBy=user&id=", "id")]
    [InlineData("groupBy=user&byDay=maybe", "byDay")]
    [InlineData("limit=0", "limit")]
    [InlineData("cursor=%20", "cursor")]
    public async Task A_wrong_parameter_is_named(string query, string param) =>
        await Error(HttpStatusCode.BadRequest, "invalid_value", param, Owner.GetAsync($"/v1/usage?{query}", Cancellation));

    [Fact]
    public async Task Only_an_owner_sees_the_usage_and_the_operator_that_of_every_tenant()
    {
        using var agent = Platform.Client(await NewKey(TenantId, new { role = "agent" }));

        await Error(HttpStatusCode.Forbidden, "role_not_allowed", agent.GetAsync("/v1/usage", Cancellation));
        await Error(HttpStatusCode.Forbidden, "role_not_allowed", Owner.GetAsync($"/admin/tenants/{TenantId}/usage", Cancellation));
        await Json(HttpStatusCode.OK, Admin.GetAsync($"/admin/tenants/{TenantId}/usage", Cancellation));
        await Error(HttpStatusCode.NotFound, "tenant_not_found", Admin.GetAsync("/admin/tenants/no-such-tenant/usage", Cancellation));
    }

    private async Task<long> Turn(string session, string content) =>
        (await Json(HttpStatusCode.OK, Owner.PostAsJsonAsync($"/v1/sessions/{session}/messages", new { content }, Cancellation)))
            .GetProperty("usage").GetProperty("totalTokens").GetInt64();

    /// <summary>The total, once this many turns are in it: those of sessions come behind their answers.</summary>
    private async Task<JsonElement> Total(int turns) => await Eventually.See(
        async () => (await Json(HttpStatusCode.OK, Owner.GetAsync("/v1/usage", Cancellation))).GetProperty("total"),
        total => total.GetProperty("turns").GetInt64() >= turns, Cancellation);

    private async Task<JsonElement[]> Rows(string query) =>
        [.. (await Json(HttpStatusCode.OK, Owner.GetAsync($"/v1/usage?{query}", Cancellation))).GetProperty("data").EnumerateArray()];

    private static (string?, long) IdAndTokens(JsonElement row) => (row.GetProperty("id").GetString(), row.GetProperty("totalTokens").GetInt64());
}
