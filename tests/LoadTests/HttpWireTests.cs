using System.Net;
using System.Net.Sockets;
using System.Text;
using Platform.LoadTests.Load;
using Xunit;

namespace Platform.Tests.LoadTests;

public sealed class HttpWireTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello", 200, "hello", false)]
    [InlineData("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello", 200, "hello", true)]
    [InlineData("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length:0\r\n\r\n", 503, "", false)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nb\r\n, two parts\r\n0\r\n\r\n", 200, "hello, two parts", false)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nb\r\n, two parts\r\n0\r\n\r\n", 200, "hello, two parts", true)]
    public async Task Reads_an_answer_however_the_bytes_arrive(string answer, int status, string body, bool holdsThread)
    {
        for (var pieces = 1; pieces <= 3; pieces++)
        {
            await using var server = new ScriptedServer(answer, pieces);
            using var wire = await Connect(server.Address, holdsThread);
            // Twice over one connection: nothing of the first answer may be left for the second.
            for (var round = 0; round < 2; round++)
            {
                var (foundStatus, foundBody) = await wire.Exchange(HttpWire.Post(server.Address, "/", "key", "{}"), Cancellation);
                Assert.Equal(status, foundStatus);
                Assert.Equal(body, Encoding.UTF8.GetString(foundBody.Span));
            }
        }
    }

    [Fact]
    public async Task A_connection_that_ends_in_the_middle_of_an_answer_is_an_error()
    {
        await using var server = new ScriptedServer("HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nhello", 1, close: true);
        using var wire = await HttpWire.Connect(server.Address, Cancellation);
        await Assert.ThrowsAsync<IOException>(async () => await wire.Exchange(HttpWire.Post(server.Address, "/", null, "{}"), Cancellation));
    }

    [Fact]
    public async Task A_call_that_holds_its_thread_ends_when_it_is_cancelled()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var address = new Uri($"http://{silent.LocalEndpoint}");
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var wire = HttpWire.ConnectHoldingThread(address, leaving.Token);
        using var server = await silent.AcceptTcpClientAsync(Cancellation);
        var call = Task.Factory.StartNew(
            () => wire.Exchange(HttpWire.Post(address, "/", null, "{}"), leaving.Token).AsTask(),
            Cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        // Once the request is here, the caller waits for its answer.
        Assert.True(await server.GetStream().ReadAsync(new byte[1], Cancellation) > 0);

        await leaving.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => call.WaitAsync(TimeSpan.FromSeconds(10), Cancellation));
    }

    private static async Task<HttpWire> Connect(Uri server, bool holdsThread) =>
        holdsThread ? HttpWire.ConnectHoldingThread(server, Cancellation) : await HttpWire.Connect(server, Cancellation);
}
