using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Platform.Tests.LoadTests;

/// <summary>Answers every request on one connection with the same bytes, cut into pieces.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;

    public ScriptedServer(string answer, int pieces, bool close = false)
    {
        _listener.Start();
        _serving = Serve(Encoding.ASCII.GetBytes(answer), pieces, close);
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving;
    }

    private async Task Serve(byte[] answer, int pieces, bool close)
    {
        try
        {
            using var client = await _listener.AcceptTcpClientAsync();
            client.NoDelay = true;
            var stream = client.GetStream();
            var request = new byte[4096];
            while (await stream.ReadAsync(request) > 0)
            {
                foreach (var piece in answer.Chunk((answer.Length / pieces) + 1))
                {
                    await stream.WriteAsync(piece);
                    await stream.FlushAsync();
                }

                if (close)
                    return;
            }
        }
        catch (Exception error) when (error is SocketException or IOException or ObjectDisposedException)
        {
            // The client is done.
        }
    }
}
