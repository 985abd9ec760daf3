using System.Net.Sockets;

namespace Aspire.Hosting.Proxy;

/// <summary>Connects to the replicas in turn; one that does not answer is skipped.</summary>
internal sealed class TargetPool(IReadOnlyList<IProxyTarget> targets, TimeProvider time)
{
    /// <summary>How long a connection waits for a replica to be back.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(100);

    private uint _turn;

    /// <summary>Connects to the next healthy replica; to another one when none is; waits a little when nobody answers.</summary>
    /// <returns>The connected socket; null when no replica answered in time.</returns>
    public async ValueTask<Socket?> ConnectAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        do
        {
            var turn = Interlocked.Increment(ref _turn);
            var socket = await ConnectAsync(turn, healthy: true, cancellationToken) ?? await ConnectAsync(turn, healthy: false, cancellationToken);
            if (socket is not null)
                return socket;
            await Task.Delay(RetryInterval, time, cancellationToken);
        }
        while (time.GetElapsedTime(started) < Patience);
        return null;
    }

    private async ValueTask<Socket?> ConnectAsync(uint turn, bool healthy, CancellationToken cancellationToken)
    {
        for (var i = 0u; i < targets.Count; i++)
        {
            var target = targets[(int)((turn + i) % (uint)targets.Count)];
            if (target.IsHealthy != healthy || target.Address is not { } address)
                continue;
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(address, cancellationToken);
                return socket;
            }
            catch (SocketException)
            {
                // Not listening (any more): the next one.
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        return null;
    }
}
