using System.Buffers;
using System.Net.Sockets;

namespace Aspire.Hosting.Proxy;

/// <summary>
/// Copies bytes between a client and a replica, both ways, for as long as they like. A side that has sent all it had
/// leaves the other direction open. What one side cannot take yet is not read from the other.
/// </summary>
internal static class ProxyConnection
{
    private const int BufferSize = 16 * 1024;

    // After so many operations that did not have to wait, others get their turn on the thread.
    private const int MaxOperationsAtOnce = 32;

    public static async Task RunAsync(Socket client, Socket replica)
    {
        var upstream = PumpAsync(client, replica);
        var downstream = PumpAsync(replica, client);
        await upstream;
        await downstream;
        client.Dispose();
        replica.Dispose();
    }

    /// <summary>Ends a connection so that the peer sees an error rather than an end of data.</summary>
    public static void Abort(Socket socket) => socket.Close(0);

    private static async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var operations = 0;
            while (true)
            {
                var receiving = from.ReceiveAsync(buffer.AsMemory(), SocketFlags.None);
                operations = receiving.IsCompleted ? operations + 1 : 0;
                var count = await receiving;
                if (count == 0)
                    break;
                for (var sent = 0; sent < count;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), SocketFlags.None);
                if (operations == MaxOperationsAtOnce)
                {
                    operations = 0;
                    await Task.Yield();
                }
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One side broke off. The other learns it at once, whichever way data was going.
            Abort(from);
            Abort(to);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
