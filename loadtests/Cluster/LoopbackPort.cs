using System.Net;
using System.Net.Sockets;

namespace Platform.LoadTests.Cluster;

/// <summary>Finds a port for a server that is about to be started on this machine.</summary>
internal static class LoopbackPort
{
    /// <summary>A TCP port that nobody listens on at this moment.</summary>
    public static int Free()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
