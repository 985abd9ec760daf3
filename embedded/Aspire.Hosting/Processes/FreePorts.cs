using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Processes;

/// <summary>
/// Hands out loopback ports for replicas. They lie below the range from which systems take ports for outgoing connections,
/// so that a port found free is still free when the replica binds it.
/// </summary>
internal sealed class FreePorts
{
    private const int First = 20_000;
    private const int Count = 12_000;

    private readonly Lock _lock = new();
    private int _next = Random.Shared.Next(Count);

    /// <summary>A port that nobody listens on and that was not handed out lately.</summary>
    public int Take()
    {
        lock (_lock)
        {
            for (var tried = 0; tried < Count; tried++)
            {
                _next = (_next + 1) % Count;
                if (IsFree(First + _next))
                    return First + _next;
            }
        }

        throw new DistributedApplicationException($"No free port between {First} and {First + Count}.");
    }

    public static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen(1);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
