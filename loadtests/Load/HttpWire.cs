using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace Platform.LoadTests.Load;

/// <summary>
/// One keep-alive HTTP/1.1 connection that costs the machine as little as possible, because the load generator shares it with
/// what it measures. Speaks just enough: a prepared request out, status and body by <c>Content-Length</c> or chunks back.
/// </summary>
internal sealed class HttpWire : IDisposable
{
    private readonly Socket _socket;
    private byte[] _buffer = new byte[16 * 1024];
    private int _filled;
    private byte[] _body = new byte[16 * 1024];

    private HttpWire(Socket socket) => _socket = socket;

    /// <summary>Opens a connection.</summary>
    public static async Task<HttpWire> Connect(Uri server, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(server.Host, server.Port, cancellationToken);
            return new HttpWire(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The bytes of a POST request with a JSON body.</summary>
    public static byte[] Post(Uri server, string path, string? key, string json)
    {
        var body = Encoding.UTF8.GetBytes(json);
        var authorization = key is null ? "" : $"Authorization: Bearer {key}\r\n";
        var head = $"POST {path} HTTP/1.1\r\nHost: {server.Authority}\r\n{authorization}Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    /// <summary>Sends a request and answers status and body. The body is valid until the next call.</summary>
    public async ValueTask<(int Status, ReadOnlyMemory<byte> Body)> Exchange(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        await _socket.SendAsync(request, SocketFlags.None, cancellationToken);
        int headEnd;
        while ((headEnd = _buffer.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8)) < 0)
            await Fill(cancellationToken);

        var status = ParseStatus(_buffer);
        var contentLength = ContentLength(_buffer.AsSpan(0, headEnd));
        Consume(headEnd + 4);
        var length = contentLength >= 0
            ? await ReadExactly(0, contentLength, cancellationToken)
            : await ReadChunks(cancellationToken);
        return (status, _body.AsMemory(0, length));
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private async ValueTask<int> ReadChunks(CancellationToken cancellationToken)
    {
        var length = 0;
        while (true)
        {
            int lineEnd;
            while ((lineEnd = _buffer.AsSpan(0, _filled).IndexOf("\r\n"u8)) < 0)
                await Fill(cancellationToken);
            if (!Utf8Parser.TryParse(_buffer.AsSpan(0, lineEnd), out int size, out _, 'x'))
                throw new InvalidDataException("The server sent a chunk without a size.");
            Consume(lineEnd + 2);
            length = await ReadExactly(length, size, cancellationToken);
            while (_filled < 2)
                await Fill(cancellationToken);
            Consume(2);
            if (size == 0)
                return length;
        }
    }

    private async ValueTask<int> ReadExactly(int offset, int count, CancellationToken cancellationToken)
    {
        if (_body.Length < offset + count)
            Array.Resize(ref _body, (offset + count) * 2);
        while (_filled < count)
            await Fill(cancellationToken);
        _buffer.AsSpan(0, count).CopyTo(_body.AsSpan(offset));
        Consume(count);
        return offset + count;
    }

    private async ValueTask Fill(CancellationToken cancellationToken)
    {
        if (_filled == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = await _socket.ReceiveAsync(_buffer.AsMemory(_filled), SocketFlags.None, cancellationToken);
        if (read == 0)
            throw new IOException("The server closed the connection in the middle of an answer.");
        _filled += read;
    }

    private void Consume(int count)
    {
        _buffer.AsSpan(count, _filled - count).CopyTo(_buffer);
        _filled -= count;
    }

    private static int ParseStatus(ReadOnlySpan<byte> head) =>
        head.StartsWith("HTTP/1.1 "u8) && Utf8Parser.TryParse(head.Slice(9, 3), out int status, out _)
            ? status
            : throw new InvalidDataException("The server does not speak HTTP/1.1.");

    private static int ContentLength(ReadOnlySpan<byte> head)
    {
        const string Name = "\r\ncontent-length:";
        for (var at = 0; at + Name.Length < head.Length; at++)
        {
            if (head[at] == '\r' && Ascii.EqualsIgnoreCase(head.Slice(at, Name.Length), Name))
            {
                var value = head[(at + Name.Length)..].TrimStart((byte)' ');
                return Utf8Parser.TryParse(value, out int length, out _) ? length : -1;
            }
        }

        return -1;
    }
}
