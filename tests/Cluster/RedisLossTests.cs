using System.Diagnostics;
using System.Net.Http.Json;
using Platform.LoadTests.Faults;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Cluster;

/// <summary>Redis is killed under load, or away for a while.</summary>
[Collection(nameof(ProcessCluster))]
public sealed class RedisLossTests(ProcessCluster cluster) : IAsyncLifetime
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await cluster.Restore(Cancellation);

    public ValueTask DisposeAsync() => default;

    [Fact]
    public async Task A_kill_of_redis_under_load_loses_no_acknowledged_turn_and_doubles_none()
    {
        const int Turns = 5;
        using var one = cluster.Client(0);
        using var two = cluster.Client(1);
        // Nothing may be pruned, or a pruned turn could not be told from a lost one.
        using (var stored = await one.PutAsJsonAsync("/v1/agents/unpruned", new { models = new[] { "builtin/echo" }, maxMessages = 10_000 }, Cancellation))
            stored.EnsureSuccessStatusCode();
        var clients = new FaultClient[40];
        await Parallel.ForAsync(0, clients.Length, Cancellation, async (index, token) =>
        {
            var session = await one.CreateSession(token, "unpruned");
            clients[index] = new FaultClient(index % 2 == 0 ? one : two, session, $"client {index}", TimeProvider.System);
        });

        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var conversations = clients.Select(client => client.Converse(TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(30), end.Token)).ToArray();
        await Acknowledged(Turns);
        await cluster.Redis.KillAsync();
        await cluster.Redis.RestartAsync();
        await Acknowledged(clients.Max(client => client.Sent.Count) + Turns);
        await end.CancelAsync();
        await Task.WhenAll(conversations);

        foreach (var client in clients)
        {
            Assert.All(client.Sent, turn => Assert.True(turn.Acknowledged));
            Assert.Empty(HistoryChecker.Check(client.Session, client.Sent, await two.Lines(client.Session, Cancellation)));
        }

        Task Acknowledged(int count) => Eventually.See(() => Behind(count), static behind => behind.Length == 0, Cancellation);

        async Task<string[]> Behind(int count)
        {
            // One that was answered what no caller may be answered has ended; the others would go on for ever.
            await Task.WhenAll(conversations.Where(static conversation => conversation.IsFaulted));
            return [.. clients.Where(client => client.Sent.Count < count)
                .Select(client => $"{client.Session}: {client.Sent.Count} of {count} turns, {client.Repeated} requests repeated")];
        }
    }

    [Fact]
    public async Task While_redis_is_away_turns_are_refused_and_when_it_is_back_all_silos_serve_on_with_nothing_lost()
    {
        // Longer than it takes to declare a silo dead that does not answer.
        var absence = TimeSpan.FromSeconds(4);
        var sessions = new List<string>();
        var silos = new HashSet<SiloProcess>();
        while (silos.Count < 3)
        {
            var (session, silo) = await cluster.CreateSession(Cancellation);
            if (silos.Add(silo))
                sessions.Add(session);
        }

        using var one = cluster.Client(0);
        using var two = cluster.Client(1);
        foreach (var session in sessions)
            await one.Say(session, "before", Cancellation);
        var active = await cluster.ActiveSilos(Cancellation);

        // Other tests may have lost silos before.
        var told = silos.ToDictionary(silo => silo, silo => silo.Output.Length);
        await cluster.Redis.KillAsync();
        try
        {
            var begun = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(begun) < absence)
            {
                foreach (var session in sessions)
                {
                    using var refused = await two.TrySay(session, "meanwhile", Cancellation);
                    Assert.Equal("storage_unavailable", await refused.Refusal(Cancellation));
                }
            }
        }
        finally
        {
            await cluster.Redis.RestartAsync();
        }

        foreach (var session in sessions)
        {
            Assert.Equal("echo: after", await two.Served(session, "after", Cancellation));
            Assert.Equal(["before", "echo: before", "after", "echo: after"], await one.History(session, Cancellation));
        }

        Assert.Equal(active.Order(), (await cluster.ActiveSilos(Cancellation)).Order());
        Assert.All(silos, silo => Assert.DoesNotContain("declared dead", silo.Output[told[silo]..], StringComparison.Ordinal));
    }
}
