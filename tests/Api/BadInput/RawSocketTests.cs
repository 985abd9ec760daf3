using System.Net;
using System.Net.Sockets;
using System.Text;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.BadInput;

/// <summary>What no HTTP client sends, written byte by byte.</summary>
public sealed class RawSocketTests(PlatformFixture platform) : ApiTest(platform)
{
    [Fact]
    public async Task a_client_that_writes_5_mb_before_it_reads_gets_to_read_why_it_is_refused()
    {
        const int Length = 5_000_000;
        using var socket = await Connect();
        await Write(socket, Head("POST", "/v1/chat/completions", Length));
        var piece = new byte[64 * 1024];
        for (var sent = 0; sent < Length; sent += piece.Length)
            await socket.SendAsync(piece.AsMemory(0, Math.Min(piece.Length, Length - sent)), Cancellation);
        var answer = await ReadAnswer(socket);
        Assert.StartsWith("HTTP/1.1 413 ", answer);
        Assert.Contains("body_too_large", answer);
    }

    [Fact]
    public async Task a_client_that_asks_before_it_sends_is_refused_without_sending()
    {
        using var socket = await Connect();
        await Write(socket, Head("POST", "/v1/chat/completions", 5_000_000, "Expect: 100-continue\r\n"));
        Assert.StartsWith("HTTP/1.1 413 ", await ReadAnswer(socket));
    }

    [Fact]
    public async Task a_body_that_comes_byte_by_byte_is_read_whole()
    {
        var body = """{"model":"builtin/echo","messages":[{"role":"user","content":"slow €"}]}"""u8.ToArray();
        using var socket = await Connect();
        socket.NoDelay = true;
        await Write(socket, Head("POST", "/v1/chat/completions", body.Length));
        foreach (var one in body)
            await socket.SendAsync(new[] { one }, Cancellation);
        var answer = await ReadAnswer(socket);
        Assert.StartsWith("HTTP/1.1 200 ", answer);
        Assert.Contains("echo: slow €", answer);
    }

    [Fact]
    public async Task a_client_that_closes_its_side_in_the_middle_of_the_body_does_no_harm()
    {
        var session = await NewSession();
        using (var socket = await Connect())
        {
            await Write(socket, Head("POST", $"/v1/sessions/{session}/messages", 1000) + """{"content":"half""");
            socket.Shutdown(SocketShutdown.Send);
            var answer = await ReadToEnd(socket);
            Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 400 ", StringComparison.Ordinal), answer);
        }

        var info = await Json(HttpStatusCode.OK, Owner.GetAsync($"/v1/sessions/{session}", Cancellation));
        Assert.Equal(0, info.GetProperty("messageCount").GetInt32());
    }

    [Fact]
    public async Task a_client_that_closes_its_side_after_the_request_leaves_a_whole_turn_or_none()
    {
        var session = await NewSession();
        var body = """{"content":"whole"}""";
        using (var socket = await Connect())
        {
            await Write(socket, Head("POST", $"/v1/sessions/{session}/messages", body.Length) + body);
            socket.Shutdown(SocketShutdown.Send);
            await ReadToEnd(socket);
        }

        // The server takes a closed side for a client that went away, and may do so before it has begun with the request.
        await Json(HttpStatusCode.OK, Send(Owner, "POST", $"/v1/sessions/{session}/messages", Text("""{"content":"next"}""")));
        var history = await Json(HttpStatusCode.OK, Owner.GetAsync($"/v1/sessions/{session}/messages", Cancellation));
        var contents = string.Join(", ", history.GetProperty("data").EnumerateArray().Select(static message => message.GetProperty("content").GetString()));
        Assert.Contains(contents, new[] { "next, echo: next", "whole, echo: whole, next, echo: next" });
    }

    [Theory]
    [InlineData("NONSENSE\r\n\r\n")]
    [InlineData("GET /v1/models HTTP/9.9\r\nHost: x\r\n\r\n")]
    [InlineData("POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n")]
    [InlineData("POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("GET /v1/sessions/\u0001 HTTP/1.1\r\nHost: x\r\n\r\n")]
    public async Task what_is_not_http_is_refused(string request)
    {
        using var socket = await Connect();
        await Write(socket, request);
        var answer = await ReadAnswer(socket);
        Assert.Matches("^HTTP/1.1 (4..|505) ", answer);
    }

    [Fact]
    public async Task a_broken_chunk_is_the_callers_error()
    {
        using var socket = await Connect();
        await Write(socket, $"POST /v1/sessions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {OwnerKey}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n");
        Assert.StartsWith("HTTP/1.1 400 ", await ReadAnswer(socket));
    }

    private string Head(string method, string path, int length, string more = "") =>
        $"{method} {path} HTTP/1.1\r\nHost: platform\r\nAuthorization: Bearer {OwnerKey}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n{more}\r\n";

    private async Task<Socket> Connect()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, Platform.Address.Port, Cancellation);
        return socket;
    }

    private static async Task Write(Socket socket, string text) => await socket.SendAsync(Encoding.UTF8.GetBytes(text), Cancellation);

    /// <summary>The head of an answer and as much of its body as the head announces.</summary>
    private static async Task<string> ReadAnswer(Socket socket)
    {
        var answer = new List<byte>();
        var buffer = new byte[4096];
        while (true)
        {
            var count = await socket.ReceiveAsync(buffer, Cancellation);
            answer.AddRange(buffer.AsSpan(0, count));
            var text = Encoding.UTF8.GetString([.. answer]);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            var head = end < 0 ? "" : text[..end].ToLowerInvariant();
            var announced = head.Split("content-length: ") is [_, var rest] ? int.Parse(rest.Split('\r')[0]) : 0;
            if (count == 0 || (end >= 0 && Encoding.UTF8.GetByteCount(text[(end + 4)..]) >= announced))
                return text;
        }
    }

    private static async Task<string> ReadToEnd(Socket socket)
    {
        var answer = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(buffer, Cancellation) is > 0 and var count)
                answer.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            // The server may take a half-closed connection for an aborted one.
        }

        return answer.ToString();
    }
}
