using System.Net;
using System.Net.Sockets;

namespace Platform.LoadTests.Cluster;

/// <summary>Finds a port for a server that is about to be started on this machine.</summary>
internal static class LoopbackPort
{
    // Below where Linux (32768), macOS and Windows (49152) take the ports of outgoing connections from: a load test opens
    // thousands of those, and one may get the port before the server does.
    private const int First = 12_000;
    private const int Last = 32_000;

    private const int Attempts = 200;

    /// <summary>A TCP port that nobody listens on at this moment, and that no outgoing connection will get.</summary>
    /// <exception cref="InvalidOperationException">None was found.</exception>
    public static int Free()
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var port = Random.Shared.Next(First, Last);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }

        throw new InvalidOperationException($"No free port was found between {First} and {Last} in {Attempts} attempts.");
    }
}
