using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Platform.Tests.Sessions;

/// <summary>Stands between a client and Redis, and cuts the connection at the moment that a test names.</summary>
internal sealed class RedisProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _target;
    private readonly Task _accepting;
    private volatile Cut? _cut;
    private volatile TaskCompletionSource? _closed;

    public RedisProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = Accept();
    }

    public string ConnectionString => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>
    /// Cuts once, at the first command that holds a text: before the server sees it, or after the server has done it but
    /// before the client hears of it.
    /// </summary>
    public Task CutAt(string text, bool afterwards)
    {
        var cut = new Cut(Encoding.UTF8.GetBytes(text), afterwards);
        _cut = cut;
        return cut.Done.Task;
    }

    /// <summary>Lets no new connection through until <see cref="Open"/>.</summary>
    public void Close() => _closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets connections through again.</summary>
    public void Open() => _closed!.SetResult();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task Accept()
    {
        while (true)
        {
            var client = await _listener.AcceptSocketAsync(_end.Token);
            _ = Serve(client);
        }
    }

    private async Task Serve(Socket client)
    {
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (client)
        {
            try
            {
                if (_closed is { } closed)
                    await closed.Task;
                await server.ConnectAsync(IPAddress.Loopback, _target);
                await Task.WhenAny(Requests(client, server), Answers(server, client));
            }
            catch (Exception error) when (error is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // A cut connection is what this is for.
            }
        }
    }

    private async Task Requests(Socket client, Socket server)
    {
        var buffer = new byte[64 * 1024];
        while (await client.ReceiveAsync(buffer, _end.Token) is > 0 and var count)
        {
            if (_cut is { IsArmed: false } cut && buffer.AsSpan(0, count).IndexOf(cut.Text) >= 0)
            {
                if (!cut.Afterwards)
                {
                    _cut = null;
                    cut.Done.SetResult();
                    return;
                }

                cut.IsArmed = true;
            }

            await server.SendAsync(buffer.AsMemory(0, count), _end.Token);
        }
    }

    private async Task Answers(Socket server, Socket client)
    {
        var buffer = new byte[64 * 1024];
        while (await server.ReceiveAsync(buffer, _end.Token) is > 0 and var count)
        {
            if (_cut is { IsArmed: true } cut)
            {
                _cut = null;
                cut.Done.SetResult();
                return;
            }

            await client.SendAsync(buffer.AsMemory(0, count), _end.Token);
        }
    }

    private sealed class Cut(byte[] text, bool afterwards)
    {
        public byte[] Text => text;

        public bool Afterwards => afterwards;

        public bool IsArmed { get; set; }

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
