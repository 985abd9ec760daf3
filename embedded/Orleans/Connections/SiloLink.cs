using Orleans.Calls;
using Orleans.Runtime;

namespace Orleans.Connections;

/// <summary>The way to one silo: a connection that is made when the first call needs it, and made again when it broke.</summary>
internal sealed class SiloLink(SiloAddress silo, SiloDialer dialer, SiloLinks links)
{
    private readonly Lock _lock = new();
    private readonly Queue<OutgoingCall> _waiting = new();
    private readonly CancellationTokenSource _ended = new();
    private Task<OutboundConnection>? _dialling;
    private OutboundConnection? _connection;
    private bool _closed;

    public SiloAddress Silo => silo;

    /// <summary>Sends a call, or refuses it when no connection can be made.</summary>
    public void Send(OutgoingCall call)
    {
        if (Volatile.Read(ref _connection) is { } open && TrySend(open, call))
            return;

        lock (_lock)
        {
            if (!_closed)
            {
                _waiting.Enqueue(call);
                _ = SendWaitingAsync();
                return;
            }
        }

        call.Refused(new Refusal(RefusalKind.Unreachable));
    }

    /// <summary>Asks whether the silo is there.</summary>
    /// <returns>Completes with the answer; fails when no connection can be made.</returns>
    public async Task PingAsync()
    {
        var connection = await ConnectAsync().ConfigureAwait(false);
        await connection.PingAsync().ConfigureAwait(false);
    }

    /// <summary>Sends a frame, when a connection can be made.</summary>
    public async Task NotifyAsync(IFrame frame)
    {
        var connection = await ConnectAsync().ConfigureAwait(false);
        connection.Send(frame);
    }

    /// <summary>Ends the connection: calls under way fail.</summary>
    public void Close(string reason)
    {
        OutboundConnection? connection;
        lock (_lock)
        {
            _closed = true;
            connection = _connection;
        }

        _ended.Cancel();
        connection?.Abort(reason);
    }

    /// <summary>Takes no more calls, gives up connecting, and ends the connection when the other side has not done so in time.</summary>
    public async Task CloseAfterAsync(TimeSpan delay, string reason, TimeProvider time)
    {
        lock (_lock)
            _closed = true;
        // What waits for a connection was never sent: it need not wait for a goodbye.
        await _ended.CancelAsync().ConfigureAwait(false);
        await Task.Delay(delay, time).ConfigureAwait(false);
        Close(reason);
    }

    private static bool TrySend(OutboundConnection connection, OutgoingCall call)
    {
        try
        {
            return connection.TrySend(call);
        }
        catch (GatewayTooBusyException error)
        {
            call.Failed(error);
            return true;
        }
    }

    private Task<OutboundConnection> ConnectAsync()
    {
        lock (_lock)
        {
            if (_connection is { IsClosed: false } open)
                return Task.FromResult(open);
            return _dialling ??= Task.Run(DialAsync);
        }
    }

    private async Task<OutboundConnection> DialAsync()
    {
        try
        {
            var connection = await dialer.DialAsync(silo, _ended.Token).ConfigureAwait(false);
            lock (_lock)
            {
                _dialling = null;
                Volatile.Write(ref _connection, connection);
                if (_closed)
                    connection.Abort("The link was closed.");
            }

            _ = WatchAsync(connection);
            return connection;
        }
        catch (Exception error)
        {
            lock (_lock)
                _dialling = null;
            if (!_ended.IsCancellationRequested)
                ConnectionLog.CannotConnect(dialer.Log, silo, error);
            throw;
        }
    }

    private async Task WatchAsync(OutboundConnection connection)
    {
        await connection.Closed.ConfigureAwait(false);
        Interlocked.CompareExchange(ref _connection, null, connection);
        links.Lost(silo);
    }

    private async Task SendWaitingAsync()
    {
        OutboundConnection? connection = null;
        try
        {
            connection = await ConnectAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // DialAsync has logged it; here the calls only need to know that they were not sent.
        }

        while (true)
        {
            OutgoingCall? call;
            lock (_lock)
            {
                if (!_waiting.TryDequeue(out call))
                    return;
            }

            if (connection is null || !TrySend(connection, call))
                call.Refused(new Refusal(RefusalKind.Unreachable));
        }
    }
}
