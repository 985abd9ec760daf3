using Microsoft.AspNetCore.Connections;

namespace Platform.Api.Hosting;

/// <summary>Counts the connections to the process, and says when there is none.</summary>
internal sealed class OpenConnections
{
    private readonly Lock _lock = new();
    private int _count;
    private TaskCompletionSource? _none;

    /// <summary>Serves a connection, and counts it while it is open.</summary>
    public async Task Serve(ConnectionContext connection, ConnectionDelegate next)
    {
        lock (_lock)
            _count++;
        try
        {
            await next(connection);
        }
        finally
        {
            lock (_lock)
            {
                if (--_count == 0)
                    _none?.TrySetResult();
            }
        }
    }

    /// <summary>Waits until no connection is open.</summary>
    public Task WaitForNone(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_count == 0)
                return Task.CompletedTask;
            _none = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _none.Task.WaitAsync(cancellationToken);
        }
    }
}
