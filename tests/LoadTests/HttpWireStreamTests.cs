using System.Text;
using Platform.LoadTests.Load;
using Xunit;

namespace Platform.Tests.LoadTests;

public sealed class HttpWireStreamTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\ndata: a\n\n\r\n11\r\ndata: b\n\ndata: c\n\r\n1\r\n\n\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\ncontent-length: 27\r\n\r\ndata: a\n\ndata: b\n\ndata: c\n\n")]
    public async Task Reads_events_however_the_bytes_arrive(string answer)
    {
        for (var pieces = 1; pieces <= 40; pieces += 3)
        {
            await using var server = new ScriptedServer(answer, pieces);
            using var wire = await HttpWire.Connect(server.Address, Cancellation);
            // Twice over one connection: nothing of the first answer may be left for the second.
            for (var round = 0; round < 2; round++)
            {
                Assert.Equal((200, null), await wire.Begin(HttpWire.Post(server.Address, "/", "key", "{}"), Cancellation));
                var events = new List<string>();
                while (await wire.NextEvent(Cancellation) is { IsEmpty: false } step)
                    events.Add(Encoding.UTF8.GetString(step.Span));
                Assert.Equal(["data: a", "data: b", "data: c"], events);
            }
        }
    }

    [Theory]
    [InlineData("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 12\r\nContent-Length: 2\r\n\r\n{}", 503, 12, "{}")]
    [InlineData("HTTP/1.1 429 Too Many Requests\r\ncontent-length: 0\r\n\r\n", 429, null, "")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nb\r\n, two parts\r\n0\r\n\r\n", 200, null, "hello, two parts")]
    public async Task Reads_a_whole_answer_and_when_to_come_back(string answer, int status, int? retryAfter, string body)
    {
        await using var server = new ScriptedServer(answer, pieces: 3);
        using var wire = await HttpWire.Connect(server.Address, Cancellation);
        for (var round = 0; round < 2; round++)
        {
            Assert.Equal((status, retryAfter), await wire.Begin(HttpWire.Post(server.Address, "/", "key", "{}"), Cancellation));
            Assert.Equal(body, Encoding.UTF8.GetString((await wire.Rest(Cancellation)).Span));
        }
    }

    [Fact]
    public async Task A_stream_that_breaks_off_is_an_error()
    {
        await using var server = new ScriptedServer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\ndata: a\n\n\r\n", 1, close: true);
        using var wire = await HttpWire.Connect(server.Address, Cancellation);
        await wire.Begin(HttpWire.Post(server.Address, "/", null, "{}"), Cancellation);
        Assert.Equal("data: a", Encoding.UTF8.GetString((await wire.NextEvent(Cancellation)).Span));
        await Assert.ThrowsAsync<IOException>(async () => await wire.NextEvent(Cancellation));

        await using var torn = new ScriptedServer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\ndata: a\r\n0\r\n\r\n", 1);
        using var other = await HttpWire.Connect(torn.Address, Cancellation);
        await other.Begin(HttpWire.Post(torn.Address, "/", null, "{}"), Cancellation);
        await Assert.ThrowsAsync<IOException>(async () => await other.NextEvent(Cancellation));
    }
}
