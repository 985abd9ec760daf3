using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Platform.AppHost.Redis;

internal static class LocalPort
{
    /// <summary>
    /// A free loopback port: the one of the last start when it is still free, so that what was told about it holds.
    /// </summary>
    /// <param name="file">Where the number is kept.</param>
    public static int Reserve(string file)
    {
        if (File.Exists(file) && int.TryParse(File.ReadAllText(file), NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            && last is > 0 and <= IPEndPoint.MaxPort && Bind(last) is { } same)
        {
            return same;
        }

        var port = Free();
        File.WriteAllText(file, port.ToString(CultureInfo.InvariantCulture));
        return port;
    }

    /// <summary>Any free loopback port.</summary>
    public static int Free() => Bind(0) ?? throw new AppHostError("no loopback port is free for Redis: use --redis HOST:PORT");

    private static int? Bind(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen(1);
            return ((IPEndPoint)socket.LocalEndPoint!).Port;
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
