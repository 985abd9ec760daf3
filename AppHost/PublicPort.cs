using System.Net;
using System.Net.Sockets;

namespace Platform.AppHost;

internal static class PublicPort
{
    /// <summary>Checks the API's port before anything is started.</summary>
    /// <exception cref="AppHostError">Somebody listens on it.</exception>
    public static void EnsureFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen(1);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new AppHostError($"--port {port} is already in use: choose another with --port N");
        }
        catch (SocketException e)
        {
            throw new AppHostError($"--port {port} cannot be used ({e.Message}): choose another with --port N");
        }
    }
}
