using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace Platform.LoadTests.Load;

/// <summary>
/// One keep-alive HTTP/1.1 connection that costs the machine as little as possible, because the load generator shares it with
/// what it measures. Speaks just enough: a prepared request out; status, body and streams of events back, as they arrive.
/// </summary>
internal sealed class HttpWire : IDisposable
{
    private const int FirstSize = 4 * 1024;

    private readonly Socket _socket;
    private readonly bool _holdsThread;
    private readonly CancellationTokenRegistration _cancellation;

    /// <summary>What came and was not looked at: <see cref="_at"/> to <see cref="_end"/>.</summary>
    private byte[] _buffer = new byte[FirstSize];
    private int _at;
    private int _end;

    /// <summary>What the body has so far, and was not handed out: <see cref="_bodyAt"/> to <see cref="_bodyEnd"/>.</summary>
    private byte[] _body = new byte[FirstSize];
    private int _bodyAt;
    private int _bodyEnd;

    /// <summary>What is missing of the chunk, or of a body without chunks.</summary>
    private int _left;
    private bool _isChunked;
    private bool _isFirstChunk;
    private bool _isOver;

    private HttpWire(Socket socket, bool holdsThread, CancellationToken cancellationToken)
    {
        _socket = socket;
        _holdsThread = holdsThread;
        // A thread that waits in the kernel hears of nothing else.
        if (holdsThread)
            _cancellation = cancellationToken.UnsafeRegister(static socket => ((Socket)socket!).Dispose(), socket);
    }

    /// <summary>Opens a connection whose calls leave their thread to others while they wait, for many connections at once.</summary>
    public static async Task<HttpWire> Connect(Uri server, CancellationToken cancellationToken)
    {
        var socket = Unconnected();
        try
        {
            await socket.ConnectAsync(server.Host, server.Port, cancellationToken);
            return new HttpWire(socket, holdsThread: false, cancellationToken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Opens a connection whose calls hold their thread until they are over: what they measure has no part of handing an answer from
    /// the thread that hears of it to the one that wants it, which on a machine at rest is a quarter of a millisecond.
    /// </summary>
    /// <param name="server">Where to.</param>
    /// <param name="cancellationToken">Closes the connection, for as long as it lives.</param>
    public static HttpWire ConnectHoldingThread(Uri server, CancellationToken cancellationToken)
    {
        var socket = Unconnected();
        try
        {
            // The first asynchronous operation would have it wait through other threads for good.
            socket.Connect(server.Host, server.Port);
            return new HttpWire(socket, holdsThread: true, cancellationToken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The bytes of a POST request with a JSON body.</summary>
    /// <param name="server">Where it goes.</param>
    /// <param name="path">What is called.</param>
    /// <param name="key">The caller's key; null: none.</param>
    /// <param name="json">The body.</param>
    /// <param name="header">A further header, as <c>name: value</c>; null: none.</param>
    public static byte[] Post(Uri server, string path, string? key, string json, string? header = null)
    {
        var body = Encoding.UTF8.GetBytes(json);
        var authorization = key is null ? "" : $"Authorization: Bearer {key}\r\n";
        var head = $"POST {path} HTTP/1.1\r\nHost: {server.Authority}\r\n{authorization}{(header is null ? "" : header + "\r\n")}Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    /// <summary>Sends a request and answers status and body. The body is valid until the next call.</summary>
    public async ValueTask<(int Status, ReadOnlyMemory<byte> Body)> Exchange(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        var (status, _) = await Begin(request, cancellationToken);
        return (status, await Rest(cancellationToken));
    }

    /// <summary>Sends a request and waits for the answer's head. The answer before has to be read to its end.</summary>
    /// <returns>The status, and the seconds of <c>Retry-After</c>; null when there is none.</returns>
    public async ValueTask<(int Status, int? RetryAfter)> Begin(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        (_bodyAt, _bodyEnd) = (0, 0);
        if (_holdsThread)
            _socket.Send(request.Span);
        else
            await _socket.SendAsync(request, SocketFlags.None, cancellationToken);
        int length;
        while ((length = _buffer.AsSpan(_at, _end - _at).IndexOf("\r\n\r\n"u8)) < 0)
            await Fill(cancellationToken);
        var head = _buffer.AsSpan(_at, length);
        if (!head.StartsWith("HTTP/1.1 "u8) || !Utf8Parser.TryParse(head.Slice(9, 3), out int status, out _))
            throw new InvalidDataException("The server does not speak HTTP/1.1.");
        _left = Number(head, "\r\ncontent-length:") ?? 0;
        _isChunked = Find(head, "\r\ntransfer-encoding: chunked") >= 0;
        (_isFirstChunk, _isOver) = (true, false);
        var retryAfter = Number(head, "\r\nretry-after:");
        _at += length + 4;
        return (status, retryAfter);
    }

    /// <summary>The next server-sent event, without the empty line behind it; nothing at the end. Valid until the next call.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> NextEvent(CancellationToken cancellationToken)
    {
        int length;
        while ((length = _body.AsSpan(_bodyAt, _bodyEnd - _bodyAt).IndexOf("\n\n"u8)) < 0)
        {
            if (await Read(cancellationToken))
                continue;
            return _bodyAt == _bodyEnd ? default : throw new IOException("The stream ended in the middle of an event.");
        }

        var found = _body.AsMemory(_bodyAt, length);
        _bodyAt += length + 2;
        return found;
    }

    /// <summary>The rest of the body. Valid until the next call.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> Rest(CancellationToken cancellationToken)
    {
        while (await Read(cancellationToken))
        {
            // Everything is kept.
        }

        return _body.AsMemory(_bodyAt, _bodyEnd - _bodyAt);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cancellation.Dispose();
        _socket.Dispose();
    }

    /// <summary>Adds to the body what there is, and waits when there is nothing; false at the end.</summary>
    private async ValueTask<bool> Read(CancellationToken cancellationToken)
    {
        if (_left == 0 && !_isOver)
            await NextChunk(cancellationToken);
        if (_isOver)
            return false;
        while (_at == _end)
            await Fill(cancellationToken);
        var count = Math.Min(_left, _end - _at);
        MakeRoom(ref _body, ref _bodyAt, ref _bodyEnd, count);
        _buffer.AsSpan(_at, count).CopyTo(_body.AsSpan(_bodyEnd));
        _at += count;
        _left -= count;
        _bodyEnd += count;
        return true;
    }

    private async ValueTask NextChunk(CancellationToken cancellationToken)
    {
        _isOver = !_isChunked;
        if (_isOver)
            return;
        if (!_isFirstChunk)
            await Line(cancellationToken);
        _isFirstChunk = false;
        var line = await Line(cancellationToken);
        if (!Utf8Parser.TryParse(line.Span, out _left, out _, 'x'))
            throw new InvalidDataException("The server sent a chunk without a size.");
        if (_left > 0)
            return;
        _isOver = true;
        await Line(cancellationToken);
    }

    private async ValueTask<ReadOnlyMemory<byte>> Line(CancellationToken cancellationToken)
    {
        int length;
        while ((length = _buffer.AsSpan(_at, _end - _at).IndexOf("\r\n"u8)) < 0)
            await Fill(cancellationToken);
        var line = _buffer.AsMemory(_at, length);
        _at += length + 2;
        return line;
    }

    private async ValueTask Fill(CancellationToken cancellationToken)
    {
        MakeRoom(ref _buffer, ref _at, ref _end, 1);
        var read = _holdsThread
            ? Receive(_buffer.AsSpan(_end), cancellationToken)
            : await _socket.ReceiveAsync(_buffer.AsMemory(_end), SocketFlags.None, cancellationToken);
        if (read == 0)
            throw new IOException("The server closed the connection in the middle of an answer.");
        _end += read;
    }

    private static Socket Unconnected() => new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    private int Receive(Span<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return _socket.Receive(buffer);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private static void MakeRoom(ref byte[] buffer, ref int at, ref int end, int count)
    {
        if (end + count <= buffer.Length)
            return;
        var room = end - at + count <= buffer.Length ? buffer : new byte[Math.Max(buffer.Length * 2, end - at + count)];
        buffer.AsSpan(at, end - at).CopyTo(room);
        (buffer, at, end) = (room, 0, end - at);
    }

    private static int? Number(ReadOnlySpan<byte> head, string name) =>
        Find(head, name) is >= 0 and var at && Utf8Parser.TryParse(head[(at + name.Length)..].TrimStart((byte)' '), out int number, out _) ? number : null;

    private static int Find(ReadOnlySpan<byte> head, string name)
    {
        for (var at = 0; at + name.Length <= head.Length; at++)
        {
            if (head[at] == '\r' && Ascii.EqualsIgnoreCase(head.Slice(at, name.Length), name))
                return at;
        }

        return -1;
    }
}
