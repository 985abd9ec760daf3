using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json.Serialization.Metadata;
using Platform.Api.Json;

namespace Platform.Api.Streaming;

/// <summary>
/// Server-sent events on a response. Frames are buffered until <see cref="Flush"/>, so that pieces that are there together
/// leave together; while nothing is sent, a comment every 15 seconds keeps proxies from cutting the connection.
/// </summary>
internal sealed class SseWriter : IAsyncDisposable
{
    /// <summary>The content type.</summary>
    public const string ContentType = "text/event-stream";

    /// <summary>The longest silence: 15 seconds.</summary>
    public static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(15);

    /// <summary>What is buffered at most before it is sent, however fast the pieces come.</summary>
    private const int MaxBuffered = 16 * 1024;

    private readonly PipeWriter _body;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    /// <summary>Held while the body is written or flushed: pings come from the timer.</summary>
    private readonly SemaphoreSlim _gate = new(1, 1);

    private long _lastFlush;
    private long _buffered;
    private bool _isBegun;
    private bool _ended;

    private SseWriter(PipeWriter body, TimeProvider time)
    {
        _body = body;
        _time = time;
        _lastFlush = time.GetTimestamp();
        _timer = time.CreateTimer(static state => _ = ((SseWriter)state!).Ping(), this, PingInterval, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Begins the answer: status 200 and the headers go out with the first <see cref="Flush"/>.</summary>
    public static async ValueTask<SseWriter> Start(HttpResponse response, TimeProvider time)
    {
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-cache";
        response.Headers["X-Accel-Buffering"] = "no";
        await response.StartAsync();
        return new SseWriter(response.BodyWriter, time);
    }

    /// <summary>Buffers a frame with an event name and, unless it is 0, an id.</summary>
    public async ValueTask Write<T>(string name, long id, T data, JsonTypeInfo<T> type)
    {
        await _gate.WaitAsync();
        try
        {
            Put("event: "u8);
            Put(name);
            if (id != 0)
            {
                Put("\nid: "u8);
                Put(id);
            }

            Put("\ndata: "u8);
            _buffered += JsonResponse.WriteTo(_body, data, type);
            Put("\n\n"u8);
        }
        finally
        {
            _gate.Release();
        }

        await FlushWhenFull();
    }

    /// <summary>Buffers a frame that only has data.</summary>
    public async ValueTask Write<T>(T data, JsonTypeInfo<T> type)
    {
        await _gate.WaitAsync();
        try
        {
            Put("data: "u8);
            _buffered += JsonResponse.WriteTo(_body, data, type);
            Put("\n\n"u8);
        }
        finally
        {
            _gate.Release();
        }

        await FlushWhenFull();
    }

    /// <summary>Buffers the frame by which OpenAI clients know the end.</summary>
    public async ValueTask WriteDone()
    {
        await _gate.WaitAsync();
        Put("data: [DONE]\n\n"u8);
        _gate.Release();
    }

    /// <summary>Sends what is buffered, the first time the headers too, and waits while the client does not read.</summary>
    public async ValueTask Flush()
    {
        await _gate.WaitAsync();
        try
        {
            if (_buffered == 0 && _isBegun)
                return;
            (_buffered, _isBegun) = (0, true);
            await _body.FlushAsync();
            _lastFlush = _time.GetTimestamp();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Ends the pings. The response may not be touched by them afterwards.</summary>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        await _gate.WaitAsync();
        _ended = true;
        _gate.Release();
    }

    private ValueTask FlushWhenFull() => _buffered >= MaxBuffered ? Flush() : default;

    private async Task Ping()
    {
        var next = PingInterval;
        await _gate.WaitAsync();
        try
        {
            if (_ended)
                return;
            var idle = _time.GetElapsedTime(_lastFlush);
            if (idle < PingInterval)
            {
                next -= idle;
            }
            else
            {
                Put(": ping\n\n"u8);
                _buffered = 0;
                await _body.FlushAsync();
                _lastFlush = _time.GetTimestamp();
            }
        }
        catch (Exception error) when (error is InvalidOperationException or IOException or OperationCanceledException)
        {
            // The connection is gone; the request's own loop finds that out and ends.
            return;
        }
        finally
        {
            _gate.Release();
        }

        _timer.Change(next, Timeout.InfiniteTimeSpan);
    }

    private void Put(ReadOnlySpan<byte> text)
    {
        _body.Write(text);
        _buffered += text.Length;
    }

    private void Put(string name)
    {
        var length = System.Text.Encoding.ASCII.GetBytes(name, _body.GetSpan(name.Length));
        _body.Advance(length);
        _buffered += length;
    }

    private void Put(long number)
    {
        const int Digits = 20;
        number.TryFormat(_body.GetSpan(Digits), out var length, provider: CultureInfo.InvariantCulture);
        _body.Advance(length);
        _buffered += length;
    }
}
