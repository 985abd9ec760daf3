using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Orleans.Serialization;

namespace Orleans.Connections;

/// <summary>
/// One TCP connection after its handshake: frames in, frames out. What is queued for sending goes out in one write as soon as the
/// last write is done, so a busy connection sends many frames at once. One that was quiet sends from the thread that has the frame:
/// waking another one for it takes longer than the sending.
/// </summary>
internal abstract class Connection : IThreadPoolWorkItem
{
    private const int SendSize = 64 * 1024;

    /// <summary>How long nothing was sent on a quiet connection: 1 ms. On a busier one it pays to gather frames.</summary>
    private static readonly long Quiet = Stopwatch.Frequency / 1_000;

    private readonly ConcurrentQueue<IFrame> _queue = new();
    private readonly ConnectionContext _transport;
    private readonly FrameBuffer _buffer;
    private readonly int _maxFrame;
    private readonly ILogger _log;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _sentAt;
    private int _sending;
    private int _closing;

    protected Connection(ConnectionContext transport, string peer, int maxFrame, ILogger log, ConnectionCounters counters)
    {
        _transport = transport;
        _maxFrame = maxFrame;
        _log = log;
        _buffer = new FrameBuffer(maxFrame);
        Peer = peer;
        Counters = counters;
    }

    /// <summary>The other side, for people.</summary>
    public string Peer { get; }

    /// <summary>Completes when the connection is closed and everything that used it was told.</summary>
    public Task Closed => _closed.Task;

    public bool IsClosed => Volatile.Read(ref _closing) != 0;

    protected ConnectionCounters Counters { get; }

    /// <summary>Queues a frame; dropped when the connection is closed.</summary>
    public void Send(IFrame frame)
    {
        _queue.Enqueue(frame);
        if (Interlocked.CompareExchange(ref _sending, 1, 0) != 0)
            return;
        if (Stopwatch.GetTimestamp() - _sentAt > Quiet)
            _ = SendQueuedAsync(isBorrowed: true);
        else
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Reads frames until the connection ends.</summary>
    public async Task RunAsync()
    {
        Exception? failure = null;
        try
        {
            await ReadAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            failure = error;
        }

        await CloseAsync(failure).ConfigureAwait(false);
    }

    public void Abort(string reason) => _transport.Abort(new ConnectionAbortedException(reason));

    void IThreadPoolWorkItem.Execute() => _ = SendQueuedAsync(isBorrowed: false);

    /// <summary>Handles one frame. What it throws closes the connection.</summary>
    protected abstract void Receive(FrameKind kind, ref GrainReader reader);

    /// <summary>Tells everything that used the connection.</summary>
    protected abstract void OnClosed(Exception? failure);

    /// <summary>The frame is about to be written: from here on it may have been sent.</summary>
    protected virtual void OnSending(IFrame frame)
    {
    }

    private async Task ReadAsync()
    {
        var input = _transport.Transport.Input;
        while (true)
        {
            var result = await input.ReadAsync().ConfigureAwait(false);
            var buffer = result.Buffer;
            while (FrameParser.TryRead(ref buffer, _maxFrame, out var frame))
            {
                Counters.CountReceived();
                var reader = new GrainReader(frame);
                Receive((FrameKind)reader.ReadByte(), ref reader);
            }

            input.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted || result.IsCanceled)
                return;
        }
    }

    /// <param name="isBorrowed">The thread has other things to do than to send what more and more others queue meanwhile.</param>
    private async Task SendQueuedAsync(bool isBorrowed)
    {
        try
        {
            do
            {
                while (_queue.TryDequeue(out var frame))
                {
                    OnSending(frame);
                    _buffer.Append(frame);
                    Counters.CountSent();
                    if (_buffer.Length >= SendSize)
                        await FlushAsync().ConfigureAwait(false);
                }

                if (_buffer.Length > 0)
                    await FlushAsync().ConfigureAwait(false);
                _sentAt = Stopwatch.GetTimestamp();
                if (isBorrowed && !_queue.IsEmpty)
                {
                    ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                    return;
                }

                Volatile.Write(ref _sending, 0);
            }
            while (!_queue.IsEmpty && Interlocked.CompareExchange(ref _sending, 1, 0) == 0);
        }
        catch (Exception error)
        {
            // The reading side notices the end and tells everybody; here nothing more can be sent.
            _transport.Abort(new ConnectionAbortedException($"Sending to {Peer} failed.", error));
        }
    }

    private async ValueTask FlushAsync()
    {
        var result = await _transport.Transport.Output.WriteAsync(_buffer.Written).ConfigureAwait(false);
        _buffer.Clear();
        if (result.IsCompleted || result.IsCanceled)
            throw new ConnectionResetException($"{Peer} closed the connection.");
    }

    private async Task CloseAsync(Exception? failure)
    {
        Volatile.Write(ref _closing, 1);
        if (failure is InvalidDataException)
            ConnectionLog.Malformed(_log, Peer, failure);
        else
            ConnectionLog.Closed(_log, Peer, failure?.Message ?? "closed by the other side");

        _transport.Abort(new ConnectionAbortedException("The connection is closed."));
        OnClosed(failure);
        await _transport.DisposeAsync().ConfigureAwait(false);
        _closed.TrySetResult();
    }
}
