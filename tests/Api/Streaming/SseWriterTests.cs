using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Platform.Api.Errors;
using Platform.Api.Json;
using Platform.Api.Streaming;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Streaming;

public sealed class SseWriterTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly MemoryStream _sent = new();
    private readonly DefaultHttpContext _context = new();

    public SseWriterTests() => _context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(_sent));

    [Fact]
    public async Task headers_say_that_nothing_may_hold_the_stream_back()
    {
        await using var sse = await SseWriter.Start(_context.Response, _time);
        Assert.Equal(200, _context.Response.StatusCode);
        Assert.Equal("text/event-stream", _context.Response.ContentType);
        Assert.Equal("no-cache", _context.Response.Headers.CacheControl);
        Assert.Equal("no", _context.Response.Headers["X-Accel-Buffering"]);
    }

    [Fact]
    public async Task a_frame_has_name_id_and_data_and_waits_for_the_flush()
    {
        await using var sse = await SseWriter.Start(_context.Response, _time);
        await sse.Write("turn.failed", 12, Data(), NativeJson.Default.ErrorEnvelope);
        await sse.Flush();
        Assert.Equal("event: turn.failed\nid: 12\ndata: {\"error\":{\"message\":\"zwei\\nZeilen €\",\"type\":\"t\",\"param\":null,\"code\":\"c\"}}\n\n", Sent());
    }

    [Fact]
    public async Task a_comment_goes_out_after_each_15_seconds_of_silence()
    {
        await using var sse = await SseWriter.Start(_context.Response, _time);
        _time.Advance(TimeSpan.FromSeconds(14.9));
        Assert.Equal("", Sent());
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(": ping\n\n", Sent());
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(": ping\n\n: ping\n\n: ping\n\n", Sent());
    }

    [Fact]
    public async Task silence_counts_from_the_last_frame()
    {
        await using var sse = await SseWriter.Start(_context.Response, _time);
        _time.Advance(TimeSpan.FromSeconds(10));
        await sse.WriteDone();
        await sse.Flush();
        var frame = Sent();
        _time.Advance(TimeSpan.FromSeconds(14));
        Assert.Equal(frame, Sent());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(frame + ": ping\n\n", Sent());
    }

    [Fact]
    public async Task nothing_is_written_after_the_end()
    {
        var sse = await SseWriter.Start(_context.Response, _time);
        await sse.DisposeAsync();
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("", Sent());
        Assert.Equal(0, _time.ArmedTimers);
    }

    private static ErrorEnvelope Data() => new(new ErrorDetail("zwei\nZeilen €", "t", null, "c"));

    private string Sent() => Encoding.UTF8.GetString(_sent.ToArray());
}
