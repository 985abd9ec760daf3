using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Budgets;

/// <summary>Budgets: what fits runs, what does not is refused, and together turns never spend more than there is.</summary>
public sealed class BudgetTests(PlatformFixture platform) : ApiTest(platform)
{
    /// <summary>What one turn <c>hello</c> of the test model takes: 2 tokens read, 4 written.</summary>
    private const int Turn = 6;

    [Fact]
    public async Task Of_many_turns_at_once_exactly_those_run_that_the_budget_pays_for()
    {
        await Allow(new { budgets = new object[] { Tokens(7 * Turn) } });

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Chat("builtin/echo")));

        Assert.Equal(7, answers.Count(static status => status == HttpStatusCode.OK));
        Assert.Equal(33, answers.Count(static status => status == HttpStatusCode.TooManyRequests));
        Assert.Equal(7 * Turn, (await Status()).GetProperty("spent").GetInt64());
    }

    [Fact]
    public async Task Turns_that_fail_give_back_what_they_have_reserved()
    {
        await Allow(new { budgets = new object[] { Tokens(7 * Turn) } });

        // Nobody knows how long it will be, so each turn reserves all that is left, and the others wait for that.
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Chat("builtin/echo?failAfter=1")));
        var left = await Status();
        var paid = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Chat("builtin/echo")));

        Assert.All(answers, static status => Assert.Equal(HttpStatusCode.BadGateway, status));
        Assert.Equal((0, 0), (left.GetProperty("spent").GetInt64(), left.GetProperty("reserved").GetInt64()));
        Assert.Equal(7, paid.Count(static status => status == HttpStatusCode.OK));
    }

    [Fact]
    public async Task A_refusal_says_which_budget_when_it_begins_anew_and_that_retrying_is_of_no_use()
    {
        await Allow(new { budgets = new object[] { Tokens(Turn) } });
        await Json(HttpStatusCode.OK, Post("builtin/echo"));

        using var refused = await Post("builtin/echo");
        var error = Envelope.Checked(await Json(HttpStatusCode.TooManyRequests, refused));

        Assert.Equal("budget_exceeded", error.GetProperty("code").GetString());
        Assert.Equal("rate_limit_error", error.GetProperty("type").GetString());
        Assert.Contains("daily token budget of the tenant", error.GetProperty("message").GetString());
        Assert.Contains($"{Turn} tokens of {Turn} tokens", error.GetProperty("message").GetString());
        Assert.Equal("false", refused.Headers.GetValues("x-should-retry").Single());
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
    }

    [Fact]
    public async Task A_user_s_budget_is_the_user_s_own()
    {
        await Allow(new { userBudgets = new object[] { Tokens(2 * Turn) } });
        var (ann, bob) = (await NewSession(userId: "ann"), await NewSession(userId: "bob"));

        await Message(HttpStatusCode.OK, ann);
        await Message(HttpStatusCode.OK, ann);
        await Message(HttpStatusCode.TooManyRequests, ann);
        await Message(HttpStatusCode.OK, bob);
        var spent = await Json(HttpStatusCode.OK, Owner.GetAsync("/v1/budgets?userId=ann", Cancellation));

        var budget = Assert.Single(spent.GetProperty("data").EnumerateArray());
        Assert.Equal(("user", "ann", 12), (budget.GetProperty("owner").GetString(), budget.GetProperty("ownerId").GetString(), budget.GetProperty("spent").GetInt32()));
    }

    [Fact]
    public async Task A_key_s_budget_outlives_its_rotation()
    {
        var key = await Json(HttpStatusCode.Created, Admin.PostAsJsonAsync($"/admin/tenants/{TenantId}/keys",
            new { role = "agent", budgets = new object[] { new { unit = "tokens", period = "monthly", limit = 2 * Turn } } }, Cancellation));
        using var before = Platform.Client(key.GetProperty("key").GetString());
        await Json(HttpStatusCode.OK, Post("builtin/echo", before));
        var next = await Json(HttpStatusCode.Created, Admin.PostAsync($"/admin/tenants/{TenantId}/keys/{key.GetProperty("id").GetString()}/rotate", null, Cancellation));
        using var after = Platform.Client(next.GetProperty("key").GetString());

        await Json(HttpStatusCode.OK, Post("builtin/echo", after));
        await Error(HttpStatusCode.TooManyRequests, "budget_exceeded", Post("builtin/echo", after));
        await Json(HttpStatusCode.OK, Post("builtin/echo"));
    }

    [Fact]
    public async Task Past_a_budget_with_a_fallback_a_cheaper_model_answers_and_with_a_warning_the_same_one()
    {
        await Allow(new { budgets = new object[] { new { unit = "tokens", period = "daily", limit = Turn, onLimit = "fallback", fallbackModel = "builtin/echo?tokens=2" } } });
        var first = await Json(HttpStatusCode.OK, Post("builtin/echo"));
        var second = await Json(HttpStatusCode.OK, Post("builtin/echo"));
        await Allow(new { budgets = new object[] { new { unit = "tokens", period = "daily", limit = Turn, onLimit = "warn" } } });
        var third = await Eventually.See(() => Json(HttpStatusCode.OK, Post("builtin/echo")), static answer => Text(answer) == "echo: hello", Cancellation);

        Assert.Equal("echo: hello", Text(first));
        Assert.Equal(2, second.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
        Assert.Equal("echo: hello", Text(third));
        Assert.NotEqual(JsonValueKind.Null, (await Status()).GetProperty("warnedAt").ValueKind);

        static string? Text(JsonElement answer) => answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString();
    }

    [Fact]
    public async Task At_four_fifths_of_a_budget_there_is_a_warning()
    {
        await Allow(new { budgets = new object[] { Tokens(5 * Turn) } });
        for (var turn = 0; turn < 3; turn++)
            await Json(HttpStatusCode.OK, Post("builtin/echo"));
        var before = await Status();
        await Json(HttpStatusCode.OK, Post("builtin/echo"));

        var after = await Eventually.See(Status, static status => status.GetProperty("warnedAt").ValueKind != JsonValueKind.Null, Cancellation);

        Assert.Equal(JsonValueKind.Null, before.GetProperty("warnedAt").ValueKind);
        Assert.Equal(4 * Turn, after.GetProperty("spent").GetInt32());
    }

    [Fact]
    public async Task A_cancelled_turn_pays_for_what_it_came_to()
    {
        await Allow(new { budgets = new object[] { Tokens(1_000) } });
        var session = await NewSession();
        var running = Owner.PostAsJsonAsync($"/v1/sessions/{session}/messages", new { content = "hello", model = "builtin/echo?tokens=500&tokenMs=20" }, Cancellation);
        await Eventually.See(Status, static status => status.GetProperty("reserved").GetInt64() > 500, Cancellation);
        await Error(HttpStatusCode.TooManyRequests, "budget_exceeded", Owner.PostAsJsonAsync("/v1/chat/completions",
            new { model = "builtin/echo?tokens=2000", messages = new[] { new { role = "user", content = "hello" } } }, Cancellation));

        await Eventually.See(() => Json(HttpStatusCode.OK, Owner.PostAsync($"/v1/sessions/{session}/cancel", null, Cancellation)), static answer => answer.GetProperty("cancelled").GetBoolean(), Cancellation);
        using (await running)
        {
            // However it ended.
        }

        var left = await Eventually.See(Status, static status => status.GetProperty("reserved").GetInt64() == 0, Cancellation);
        Assert.InRange(left.GetProperty("spent").GetInt64(), 0, 500);
    }

    private static object Tokens(int limit) => new { unit = "tokens", period = "daily", limit };

    private async Task Allow(object settings) =>
        await Json(HttpStatusCode.OK, Admin.PatchAsJsonAsync($"/admin/tenants/{TenantId}", settings, Cancellation));

    private Task<HttpResponseMessage> Post(string model, HttpClient? client = null) => (client ?? Owner).PostAsJsonAsync("/v1/chat/completions",
        new { model, messages = new[] { new { role = "user", content = "hello" } } }, Cancellation);

    private async Task<HttpStatusCode> Chat(string model)
    {
        using var answer = await Post(model);
        return answer.StatusCode;
    }

    private async Task Message(HttpStatusCode expected, string session) =>
        await Json(expected, Owner.PostAsJsonAsync($"/v1/sessions/{session}/messages", new { content = "hello" }, Cancellation));

    private async Task<JsonElement> Status() =>
        Assert.Single((await Json(HttpStatusCode.OK, Owner.GetAsync("/v1/budgets", Cancellation))).GetProperty("data").EnumerateArray());
}
