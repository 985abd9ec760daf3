using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.Tests.TestKit;
using Platform.Tests.TestKit.Providers;
using Xunit;

namespace Platform.Tests.Cluster;

/// <summary>Budgets and the ledger over several silos and replicas, also while one of them is lost.</summary>
[Collection(nameof(ProcessCluster))]
public sealed class BudgetClusterTests(ProcessCluster cluster) : IAsyncLifetime
{
    private const int Turns = 500;
    private const int Paid = 137;

    /// <summary>What one turn <c>hello</c> of the test model takes, and what the fake provider says that one of its takes.</summary>
    private const int EchoTurn = 6, RemoteTurn = 9;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await cluster.Restore(Cancellation);

    public ValueTask DisposeAsync() => default;

    [Theory]
    [InlineData("builtin/echo", EchoTurn)]
    [InlineData("builtin/echo?firstTokenMs=50", EchoTurn)]
    [InlineData(ProcessCluster.RemoteModel, RemoteTurn)]
    public async Task Of_500_turns_at_once_exactly_those_137_run_that_the_budget_pays_for(string model, int tokens)
    {
        if (model == ProcessCluster.RemoteModel)
            cluster.Provider.Script([.. Enumerable.Repeat(FakeOpenAiServer.Answer("two ", "pieces"), Paid)]);
        var (id, clients) = await NewTenant(new { budgets = new object[] { new { unit = "tokens", period = "daily", limit = Paid * tokens } } });

        var answers = await Task.WhenAll(Enumerable.Range(0, Turns).Select(number => Chat(clients[number % clients.Length], model)));
        var budget = await Budget(id);

        Assert.Equal(Paid, answers.Count(static status => status == HttpStatusCode.OK));
        Assert.Equal(Turns - Paid, answers.Count(static status => status == HttpStatusCode.TooManyRequests));
        // What the provider was asked is not left for another test to find.
        for (var request = 0; model == ProcessCluster.RemoteModel && request < Paid; request++)
            await cluster.Provider.Received(Cancellation);
        Assert.Equal((Paid * tokens, 0), (budget.GetProperty("spent").GetInt32(), budget.GetProperty("reserved").GetInt32()));
    }

    [Fact]
    public async Task When_a_silo_is_killed_under_load_no_turn_is_missing_in_the_ledger_and_no_budget_is_overspent()
    {
        const int Users = 40;
        const int Limit = 1_500 * EchoTurn;
        var (id, clients) = await NewTenant(new { budgets = new object[] { new { unit = "tokens", period = "monthly", limit = Limit } }, maxMessages = 10_000 });
        var victim = cluster.StartSilo();
        await using (victim)
        {
            await Eventually.See(() => cluster.ActiveSilos(Cancellation), silos => silos.Any(victim.Has), Cancellation);
            var running = Enumerable.Range(0, Users).Select(user => Talk(clients[user % clients.Length], $"user-{user}")).ToArray();
            await Eventually.See(() => Budget(id), static budget => budget.GetProperty("spent").GetInt32() > Limit / 4, Cancellation);
            await victim.Kill();
            await Task.WhenAll(running);
        }

        var stored = 0L;
        for (var user = 0; user < Users; user++)
            stored += await Stored(clients[0], $"user-{user}");
        var budget = await Eventually.See(() => Budget(id), budget => budget.GetProperty("spent").GetInt64() >= stored, Cancellation);

        Assert.Equal(stored, budget.GetProperty("spent").GetInt64());
        Assert.InRange(stored, Limit - (Users * EchoTurn), Limit);

        // Says hello until its budget is spent; what fails because of the kill is sent again.
        async Task Talk(HttpClient http, string session)
        {
            while (true)
            {
                using var answer = await Post(http, "builtin/echo", session);
                if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                    return;
            }
        }
    }

    private async Task<(string Id, HttpClient[] Clients)> NewTenant(object settings)
    {
        var id = $"b{Guid.NewGuid():N}"[..20];
        using var admin = cluster.Admin();
        using (var created = await admin.PostAsJsonAsync("/admin/tenants", new { id }, Cancellation))
            Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        using (var changed = await admin.PatchAsJsonAsync($"/admin/tenants/{id}", settings, Cancellation))
            Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        using var made = await admin.PostAsJsonAsync($"/admin/tenants/{id}/keys", new { role = "owner" }, Cancellation);
        var key = (await made.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("key").GetString()!;
        return (id, [.. cluster.Apis.Select(api => HttpSteps.Client(api.Address, key))]);
    }

    private async Task<JsonElement> Budget(string tenantId)
    {
        using var admin = cluster.Admin();
        var list = await admin.GetFromJsonAsync<JsonElement>($"/admin/tenants/{tenantId}/budgets", Cancellation);
        return Assert.Single(list.GetProperty("data").EnumerateArray());
    }

    private static async Task<HttpStatusCode> Chat(HttpClient http, string model)
    {
        using var answer = await Post(http, model, null);
        return answer.StatusCode;
    }

    private static Task<HttpResponseMessage> Post(HttpClient http, string model, string? session)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
        {
            Content = JsonContent.Create(new { model, messages = new[] { new { role = "user", content = "hello" } } }),
        };
        if (session is not null)
            request.Headers.Add("x-session-id", session);
        return http.SendAsync(request, Cancellation);
    }

    /// <summary>The tokens of all stored turns of a session.</summary>
    private static async Task<long> Stored(HttpClient http, string session)
    {
        var (sum, after) = (0L, 0L);
        while (true)
        {
            var page = (await http.Read($"/v1/sessions/{session}/messages?limit=100&after={after}", Cancellation)).GetProperty("data");
            if (page.GetArrayLength() == 0)
                return sum;
            foreach (var message in page.EnumerateArray())
            {
                after = message.GetProperty("seq").GetInt64();
                if (message.TryGetProperty("usage", out var usage))
                    sum += usage.GetProperty("totalTokens").GetInt64();
            }
        }
    }
}
