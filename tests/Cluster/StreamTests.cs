using System.Net.Sockets;
using Xunit;

namespace Platform.Tests.Cluster;

/// <summary>The events of a turn, seen from anywhere, through the loss of the replica that showed them.</summary>
[Collection(nameof(ProcessCluster))]
public sealed class StreamTests(ProcessCluster cluster) : IAsyncLifetime
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await cluster.Restore(Cancellation);

    public ValueTask DisposeAsync() => default;

    [Fact]
    public async Task A_stream_that_began_on_one_replica_is_followed_on_another_from_any_event_and_replayed_afterwards()
    {
        using var one = cluster.Client(0);
        using var two = cluster.Client(1);
        var session = await one.CreateSession(Cancellation);

        await using var sender = await TurnViewer.Send(one, session, "count with me", "builtin/echo?tokens=40&tokenMs=50", Cancellation);
        var whole = await sender.Take(10);
        var last = whole[^1].Id!;
        await using var after = await TurnViewer.Follow(two, session, last, Cancellation);
        await using var resumed = await TurnViewer.Resume(two, session, last, Cancellation);
        await using var late = await TurnViewer.Follow(two, session, "0", Cancellation);
        var rests = await Task.WhenAll(sender.Rest(), after.Rest(), resumed.Rest(), late.Rest());
        whole.AddRange(rests[0]);

        Assert.Equal(Enumerable.Range(1, 42).Select(seq => $"{seq}"), whole.Select(frame => frame.Id));
        Assert.Equal(("turn.started", "turn.completed"), (whole[0].Event, whole[^1].Event));
        Assert.Equal((await two.History(session, Cancellation))[1], TurnViewer.TextOf(whole));
        Assert.Equal(whole[10..], rests[1]);
        Assert.Equal(whole[10..], rests[2]);
        Assert.Equal(whole, rests[3]);

        await using var replay = await TurnViewer.Follow(two, session, "0", Cancellation);
        Assert.Equal(whole, await replay.Rest());
        await using var end = await TurnViewer.Resume(one, session, last, Cancellation);
        Assert.Equal(whole[10..], await end.Rest());
    }

    [Fact]
    public async Task A_viewer_that_does_not_read_holds_nobody_up_and_gets_the_whole_text_when_it_does()
    {
        const int Tokens = 4_000;
        using var one = cluster.Client(0);
        using var narrow = Narrow(cluster.Client(1));
        var session = await one.CreateSession(Cancellation);

        await using var sender = await TurnViewer.Send(one, session, "at full length", $"builtin/echo?tokens={Tokens}&tokenMs=1", Cancellation);
        await sender.Take(1);
        await using var idle = await TurnViewer.Follow(narrow, session, "0", Cancellation);
        var seen = await sender.Rest();
        Assert.Equal("turn.completed", seen[^1].Event);

        // It was held up: what it had not taken by then comes in larger pieces, with the same text.
        var text = (await one.History(session, Cancellation))[1];
        var frames = await idle.Rest();
        Assert.InRange(frames.Count, 3, Tokens - 1);
        Assert.Equal(text, TurnViewer.TextOf(frames));
        Assert.Equal(text, TurnViewer.TextOf(seen));
        Assert.Equal(frames.Select(frame => long.Parse(frame.Id!)).Order(), frames.Select(frame => long.Parse(frame.Id!)));
        Assert.Equal(seen[^1].Id, frames[^1].Id);
    }

    [Fact]
    public async Task When_the_replica_of_a_stream_is_killed_the_turn_goes_on_and_another_replica_resumes_it_without_a_gap()
    {
        var (session, _) = await cluster.CreateSession(Cancellation);
        using var one = cluster.Client(0);
        using var two = cluster.Client(1);
        await using var cut = await TurnViewer.Send(one, session, "hold on", "builtin/echo?tokens=40&tokenMs=50", Cancellation, "hold");
        var seen = await cut.Take(10);

        await cluster.Apis[0].Kill();
        seen.AddRange(await cut.RestUntilCut());
        await using var resumed = await TurnViewer.Resume(two, session, seen[^1].Id!, Cancellation);
        seen.AddRange(await resumed.Rest());

        Assert.Equal(Enumerable.Range(1, 42).Select(seq => $"{seq}"), seen.Select(frame => frame.Id));
        Assert.Equal("turn.completed", seen[^1].Event);
        var history = await two.History(session, Cancellation);
        Assert.Equal(["hold on", TurnViewer.TextOf(seen)], history);

        // The client whose connection broke may also ask again: the turn is not run a second time.
        await using var again = await TurnViewer.Send(two, session, "hold on", "builtin/echo?tokens=40&tokenMs=50", Cancellation, "hold");
        Assert.Equal(TurnViewer.TextOf(seen), TurnViewer.TextOf(await again.Rest()));
        Assert.Equal(2, (await two.History(session, Cancellation)).Length);
    }

    /// <summary>A client with buffers so small that a server soon notices when it does not read.</summary>
    private static HttpClient Narrow(HttpClient wide)
    {
        // The largest segment that a peer accepts also bounds what Linux buffers for it.
        const int TcpMaxSegment = 2;
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (target, cancellation) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
                socket.SetRawSocketOption((int)SocketOptionLevel.Tcp, TcpMaxSegment, BitConverter.GetBytes(536));
                await socket.ConnectAsync(target.DnsEndPoint, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using (wide)
        {
            var narrow = new HttpClient(handler) { BaseAddress = wide.BaseAddress };
            narrow.DefaultRequestHeaders.Authorization = wide.DefaultRequestHeaders.Authorization;
            return narrow;
        }
    }
}
