using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Platform.LoadTests.Load;
using Platform.LoadTests.Reports;
using Platform.LoadTests.Tenants;

namespace Platform.LoadTests.Scenarios;

/// <summary>Many turns at once against a budget that pays for some of them, again and again: exactly those have to run.</summary>
internal sealed class BudgetScenario : IScenario
{
    private const int Rounds = 10;
    private const int Paid = 137;

    /// <summary>What one turn <c>hello</c> of the test model takes.</summary>
    private const int TokensPerTurn = 6;

    /// <inheritdoc/>
    public string Name => "budget";

    /// <inheritdoc/>
    public string Description => $"Turns at once against a budget that pays for {Paid} of them, {Rounds} times: exactly those run.";

    /// <inheritdoc/>
    public ScenarioDefaults Defaults { get; } = new(Silos: 2, Apis: 2, Users: 500, DurationSeconds: 1) { Standard = false };

    /// <inheritdoc/>
    public async Task<Report> Run(ScenarioContext context, CancellationToken cancellationToken)
    {
        if (context.Users < Paid)
            throw new LoadFailedException($"--users has to be at least {Paid}.");
        var (served, refused) = (new LatencyHistogram(), new LatencyHistogram());
        var start = context.Time.GetTimestamp();
        for (var round = 1; round <= Rounds; round++)
        {
            context.Progress($"round {round}: {context.Users} turns at once");
            var limits = new object[] { new { unit = "tokens", period = "daily", limit = Paid * TokensPerTurn } };
            var tenant = await LoadTenant.Create(context, "paid", new { budgets = limits }, cancellationToken);
            using var http = tenant.Client(context.Server);
            var answers = await Task.WhenAll(Enumerable.Range(0, context.Users).Select(_ => Send(http, context, cancellationToken)));
            foreach (var (status, took) in answers)
                (status == HttpStatusCode.OK ? served : refused).Record(took);
            var (ok, limited) = (answers.Count(static answer => answer.Status == HttpStatusCode.OK), answers.Count(static answer => answer.Status == HttpStatusCode.TooManyRequests));
            var budget = (await LoadTenant.Expect(http.GetAsync("/v1/budgets", cancellationToken), cancellationToken)).GetProperty("data")[0];
            if (ok != Paid || limited != context.Users - Paid || budget.GetProperty("spent").GetInt64() != Paid * TokensPerTurn)
                throw new LoadFailedException($"Round {round}: {ok} turns ran and {limited} were refused; the budget pays for {Paid}, and says that {budget.GetProperty("spent")} of {Paid * TokensPerTurn} tokens are spent.");
        }

        var elapsed = context.Time.GetElapsedTime(start).TotalSeconds;
        return new Report(
            Name,
            [new ReportRow("turns that ran", served.Count / elapsed, served), new ReportRow("turns that were refused", refused.Count / elapsed, refused)],
            [
                ("rounds", Rounds.ToString(CultureInfo.InvariantCulture)),
                ("ran in each", string.Create(CultureInfo.InvariantCulture, $"{Paid} of {context.Users}")),
            ]);
    }

    private static async Task<(HttpStatusCode Status, TimeSpan Took)> Send(HttpClient http, ScenarioContext context, CancellationToken cancellationToken)
    {
        var sent = context.Time.GetTimestamp();
        using var answer = await http.PostAsJsonAsync("/v1/chat/completions",
            new { model = "builtin/echo", messages = new[] { new { role = "user", content = "hello" } } }, cancellationToken);
        return (answer.StatusCode, context.Time.GetElapsedTime(sent));
    }
}
