using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.LoadTests.Cluster;
using Platform.LoadTests.Load;
using Platform.LoadTests.Reports;

namespace Platform.LoadTests.Scenarios;

/// <summary>Five times as many turns as a tenant may send, over several replicas: how many pass in any 60 seconds, and how quickly are the others refused?</summary>
/// <param name="kills">Whether the silo that counts them is killed half-way.</param>
internal sealed class RateLimitScenario(bool kills) : IScenario
{
    private const int PerMinute = 600;

    /// <summary>The least part of the limit that must have been used in the best 60 seconds.</summary>
    private const double LeastUse = 0.95;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>How long a changed limit may take to hold everywhere.</summary>
    private static readonly TimeSpan ChangeTime = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public string Name => kills ? "rate-limit-kill" : "rate-limit";

    /// <inheritdoc/>
    public string Description => kills
        ? "The same as rate-limit, and kill -9 of the silo that counts half-way."
        : "5 × a limit of 600 requests per minute over 3 replicas: never more in any 60 seconds, hardly less, refusals quick.";

    /// <inheritdoc/>
    public ScenarioDefaults Defaults { get; } = new(Silos: 2, Apis: 3, Users: 60, DurationSeconds: 120, Rate: 5 * PerMinute / 60) { Standard = false, ShortSeconds = 120 };

    /// <inheritdoc/>
    public async Task<Report> Run(ScenarioContext context, CancellationToken cancellationToken)
    {
        var platform = context.Platform ?? throw new LoadFailedException($"{Name} sets limits, and needs a platform of its own: leave --url out.");
        using var admin = Client(context.Server, platform.AdminKey);
        var tenant = $"limited-{context.Seed % 1_000_000}";
        await Sent(admin.PostAsJsonAsync("/admin/tenants", new { id = tenant }, cancellationToken), cancellationToken);
        var key = (await Sent(admin.PostAsJsonAsync($"/admin/tenants/{tenant}/keys", new { role = "owner" }, cancellationToken), cancellationToken)).GetProperty("key").GetString()!;
        using var owner = Client(context.Server, key);
        var sessions = new string[context.Users];
        for (var index = 0; index < sessions.Length; index++)
            sessions[index] = (await Sent(owner.PostAsJsonAsync("/v1/sessions", new { }, cancellationToken), cancellationToken)).GetProperty("id").GetString()!;
        await SetLimit(PerMinute);

        context.Progress($"{context.Rate} turns/s against {PerMinute} per minute for {context.Duration.TotalSeconds} s");
        var start = context.Time.GetTimestamp();
        var workers = new List<RateLimitWorker>();
        try
        {
            for (var index = 0; index < sessions.Length; index++)
                workers.Add(await RateLimitWorker.Open(context, sessions[index], key, start, toleratesOutage: kills, cancellationToken));
            using var until = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            until.CancelAfter(context.Duration);
            var killing = kills ? Kill(admin, platform, context, until.Token) : Task.FromResult(TimeSpan.Zero);
            await OpenLoop.Run(context.Rate, workers, context.Time, until.Token);
            var killedAt = await killing;
            context.Progress("checking that every acknowledged turn is stored");
            await SetLimit(null);
            await Verify(owner, sessions, workers, cancellationToken);
            return Report(context, workers, killedAt);
        }
        finally
        {
            foreach (var worker in workers)
                worker.Dispose();
        }

        async Task SetLimit(int? limit)
        {
            await Sent(admin.PatchAsJsonAsync($"/admin/tenants/{tenant}", new { limits = new { requestsPerMinute = limit } }, cancellationToken), cancellationToken);
            await Task.Delay(ChangeTime, context.Time, cancellationToken);
        }
    }

    private Report Report(ScenarioContext context, List<RateLimitWorker> workers, TimeSpan killedAt)
    {
        var passed = workers.SelectMany(static worker => worker.Passed).OrderBy(static turn => turn.AnsweredAt).ToArray();
        // A turn was let in at some time between being sent and being answered; whichever order of them is worst is looked for.
        var (most, at) = Most(passed);
        var refused = new LatencyHistogram();
        var served = new LatencyHistogram();
        foreach (var worker in workers)
        {
            refused.Add(worker.Refusals);
            served.Add(worker.Answers);
        }

        var use = (double)most / PerMinute;
        if (most > PerMinute)
            throw new LoadFailedException($"{most} turns passed within 60 s from second {at.TotalSeconds:0.0}: the limit is {PerMinute}.");
        if (context.Duration >= Window && use < LeastUse)
            throw new LoadFailedException($"At most {most} turns passed within 60 s: the limit of {PerMinute} should be used to {LeastUse:P0}.");
        var expected = PerMinute * context.Duration.TotalSeconds / Window.TotalSeconds;
        List<(string, string)> facts =
        [
            ("limit", $"{PerMinute} requests per minute, {context.Rate} turns/s sent"),
            ("most in any 60 s", Text(most)),
            ("passed in all", $"{Text(passed.Length)}, {passed.Length / expected:P1} of what the limit allows"),
            ("refused (429)", Text(refused.Count)),
            ("lost or doubled", "0"),
        ];
        if (kills)
        {
            facts.Add(("silo killed at", $"{killedAt.TotalSeconds:0.0} s"));
            facts.Add(("other refusals (503)", Text(workers.Sum(static worker => worker.Outages))));
        }

        return new Report(
            Name,
            [
                new ReportRow("turn", served.Count / context.Duration.TotalSeconds, served),
                new ReportRow("refusal", refused.Count / context.Duration.TotalSeconds, refused),
            ],
            [.. facts]);
    }

    /// <summary>The most turns that were certainly let in within a window: sent no earlier than its begin, and answered by its end.</summary>
    private static (int Count, TimeSpan At) Most((TimeSpan SentAt, TimeSpan AnsweredAt)[] passed)
    {
        var (most, at) = (0, TimeSpan.Zero);
        foreach (var first in passed)
        {
            var count = passed.Count(turn => turn.SentAt >= first.SentAt && turn.AnsweredAt <= first.SentAt + Window);
            if (count > most)
                (most, at) = (count, first.SentAt);
        }

        return (most, at);
    }

    private static async Task<TimeSpan> Kill(HttpClient admin, LocalPlatform platform, ScenarioContext context, CancellationToken cancellationToken)
    {
        var start = context.Time.GetTimestamp();
        await Task.Delay(context.Duration / 2, context.Time, cancellationToken);
        var cluster = await admin.GetFromJsonAsync<JsonElement>("/admin/cluster", cancellationToken);
        var holder = cluster.GetProperty("silos").EnumerateArray()
            .First(static silo => silo.GetProperty("activations").TryGetProperty("limits", out var count) && count.GetInt32() > 0)
            .GetProperty("address").GetString()!;
        var process = ProcessTree.Descendants(platform.ProcessId, "Silo.dll")
            .First(id => ProcessTree.Variable(id, "Orleans__Endpoints__SiloPort") is { } port && holder.Contains($":{port}@", StringComparison.Ordinal));
        context.Progress($"killing silo {holder}, which counts");
        Signals.Send(process, Signals.Kill);
        return context.Time.GetElapsedTime(start);
    }

    private static async Task Verify(HttpClient http, string[] sessions, List<RateLimitWorker> workers, CancellationToken cancellationToken)
    {
        for (var index = 0; index < sessions.Length; index++)
        {
            var session = await Sent(http.GetAsync($"/v1/sessions/{sessions[index]}", cancellationToken), cancellationToken);
            // A turn is two messages, and places are never reused: the last one tells how many turns were stored.
            var stored = session.GetProperty("lastSeq").GetInt64() / 2;
            var acknowledged = workers[index].Passed.Count;
            // One whose silo was killed may be stored although nobody was told.
            if (stored < acknowledged || stored > acknowledged + workers[index].Outages)
                throw new LoadFailedException($"Session {sessions[index]}: {acknowledged} turns acknowledged, {stored} stored.");
        }
    }

    private static HttpClient Client(Uri server, string key) => new()
    {
        BaseAddress = server,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
    };

    private static async Task<JsonElement> Sent(Task<HttpResponseMessage> answer, CancellationToken cancellationToken)
    {
        using var message = await answer;
        var text = await message.Content.ReadAsStringAsync(cancellationToken);
        return message.IsSuccessStatusCode
            ? JsonElement.Parse(text)
            : throw new LoadFailedException($"{message.RequestMessage!.RequestUri!.PathAndQuery} answered {(int)message.StatusCode}: {text}");
    }

    private static string Text(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
