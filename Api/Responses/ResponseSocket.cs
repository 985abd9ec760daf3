using System.Buffers;
using System.Net.WebSockets;
using System.Threading.Channels;
using Platform.Api.Authentication;
using Platform.Api.Errors;
using Platform.Api.Hosting;
using Platform.Api.Json;
using Platform.Api.Limits;
using Platform.Api.Overload;
using Platform.Api.Sessions;
using Platform.Contracts.Errors;
using Platform.Contracts.Sessions;

namespace Platform.Api.Responses;

/// <summary>
/// Responses over one WebSocket connection, one after the other: each text message asks for one, and its events come as one
/// text message each. The newest response that is stored nowhere can be followed here, and nowhere else.
/// </summary>
/// <param name="context">The request that was upgraded.</param>
/// <param name="socket">The connection.</param>
/// <param name="keys">Checks the key of every request anew: a connection outlives a revocation.</param>
/// <param name="gate">Asked for each message, too.</param>
/// <param name="limits">Counts each message as a request.</param>
/// <param name="cluster">The cluster.</param>
/// <param name="delivery">Brings turns to their sessions.</param>
/// <param name="time">The clock.</param>
internal sealed class ResponseSocket(HttpContext context, WebSocket socket, KeyCheck keys, TurnGate gate, RequestLimits limits, IClusterClient cluster, TurnDelivery delivery, TimeProvider time)
{
    /// <summary>How many requests may wait for the one that is answered; a client that sends more is not read meanwhile.</summary>
    private const int MaxWaiting = 8;

    /// <summary>How long the client may take to close its side: 5 seconds.</summary>
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(5);

    private readonly ArrayBufferWriter<byte> _out = new();
    private (string Id, ChatMessage[] Said)? _newest;

    /// <summary>Serves the connection until either side closes it.</summary>
    /// <param name="drain">Says when this process stops: what runs then is finished, and nothing more begun.</param>
    /// <param name="stopping">The process was asked to stop.</param>
    public async Task Run(Drain drain, CancellationToken stopping)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, drain.Over);
        var requests = Channel.CreateBounded<byte[]?>(MaxWaiting);
        var reading = Read(requests.Writer, gone);
        var isTooLarge = false;
        try
        {
            using var next = CancellationTokenSource.CreateLinkedTokenSource(gone.Token, stopping);
            while (!isTooLarge && await requests.Reader.WaitToReadAsync(next.Token) && requests.Reader.TryRead(out var request))
            {
                isTooLarge = request is null;
                if (request is not null)
                    await Answer(request, gone.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The client has left, or this process stops.
        }

        await Close(isTooLarge ? WebSocketCloseStatus.MessageTooBig : stopping.IsCancellationRequested ? WebSocketCloseStatus.EndpointUnavailable : WebSocketCloseStatus.NormalClosure);
        // The client gets to read why, and to say goodbye, before the connection goes.
        await reading.WaitAsync(Goodbye, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await gone.CancelAsync();
        await reading;
    }

    /// <summary>Reads requests, while one is answered too, so that a client who leaves is noticed. Null stands for one that is too large.</summary>
    private async Task Read(ChannelWriter<byte[]?> requests, CancellationTokenSource gone)
    {
        var message = new ArrayBufferWriter<byte>();
        var isTooLarge = false;
        try
        {
            while (true)
            {
                if (isTooLarge)
                    message.ResetWrittenCount();
                var part = await socket.ReceiveAsync(message.GetMemory(4096), gone.Token);
                if (part.MessageType == WebSocketMessageType.Close)
                    break;
                message.Advance(part.Count);
                if (isTooLarge)
                    continue;
                isTooLarge = message.WrittenCount > JsonBodyReader.MaxBytes;
                if (!isTooLarge && !part.EndOfMessage)
                    continue;
                await requests.WriteAsync(isTooLarge ? null : message.WrittenSpan.ToArray(), gone.Token);
                message.ResetWrittenCount();
            }

            requests.TryComplete();
            // One that has asked to close waits for no answer any more.
            if (socket.State == WebSocketState.CloseReceived)
                await gone.CancelAsync();
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            requests.TryComplete();
            if (!gone.IsCancellationRequested)
                await gone.CancelAsync();
        }
    }

    private async Task Answer(byte[] json, CancellationToken gone)
    {
        string? follows = null;
        try
        {
            var caller = await keys.Admit(context.Request, Access.Chat);
            if (gate.Refusal(caller.TenantId) is { } refusal)
                throw refusal.ToException();
            if (RequestLimits.Concern(caller))
                await limits.Admit(caller, headers: null);
            var body = JsonBodyReader.Parse<ResponseCreateMessage>(json);
            follows = body.PreviousResponseId;
            if (await Respond(Checked(body, caller), caller, gone))
                return;
        }
        catch (Exception error) when (!gone.IsCancellationRequested && error is not WebSocketException)
        {
            var failure = FailureMapping.Of(error);
            if (failure.Code == ErrorCode.InternalError)
                ErrorLog.Defect(context.RequestServices.GetRequiredService<ILogger<ResponseSocket>>(), context.TraceIdentifier, "WebSocket", "/v1/responses", error);
            await Send(ResponseEvents.Error(failure), gone);
        }

        // A chain that is stored nowhere ends with its first failure.
        if (_newest?.Id == follows)
            _newest = null;
    }

    private ResponseCall Checked(ResponseCreateMessage body, Caller caller)
    {
        if (body.Type != "response.create")
            throw new PlatformException(body.Type is null ? ErrorCode.MissingField : ErrorCode.InvalidValue, "'type' must be response.create.", "type");
        if (body.Background is true)
            throw new PlatformException(ErrorCode.InvalidValue, "'background' cannot be sent over a WebSocket connection. Send the request to POST /v1/responses.", "background");
        var call = ResponseRules.Checked(body, null, caller, context);
        return call with
        {
            // The headers are those of the connection, not of this request.
            Turn = call.Turn with { IdempotencyKey = null, IsRetry = false },
            Before = _newest is { } newest && newest.Id == body.PreviousResponseId ? newest.Said : null,
        };
    }

    /// <summary>Sends the events of a response. False when it failed.</summary>
    private async Task<bool> Respond(ResponseCall call, Caller caller, CancellationToken gone)
    {
        var run = await ResponseRun.Prepare(call, caller, cluster, time);
        var events = new ResponseEvents(call.Terms, () => run.SessionId, after: -1);
        TurnEvent? last = null;
        try
        {
            await foreach (var step in run.Stream(delivery, gone))
            {
                last = step;
                foreach (var view in events.Of(step))
                    await Send(view, gone);
            }

            if (last is not { IsTerminal: true })
                throw new PlatformException(ErrorCode.Interrupted, "The response broke off: the silo that made it went away. Ask again.");
        }
        catch (Exception error) when (events.HasBegun && !gone.IsCancellationRequested && error is not WebSocketException)
        {
            foreach (var view in events.Of(FailureMapping.Of(error)))
                await Send(view, gone);
            return false;
        }

        if (last.Kind != TurnEventKind.Ended || last.Result is not { } result)
            return false;
        if (run.SessionId is null)
            _newest = (ResponseId.Of(result.TurnId, null), result.Message is { } answer ? [.. run.Input, answer.Message] : run.Input);
        return true;
    }

    private async ValueTask Send(ResponseEventView view, CancellationToken gone)
    {
        _out.ResetWrittenCount();
        JsonResponse.WriteTo(_out, view, OpenAiJson.Default.ResponseEventView);
        await socket.SendAsync(_out.WrittenMemory, WebSocketMessageType.Text, endOfMessage: true, gone);
    }

    private async Task Close(WebSocketCloseStatus status)
    {
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(status, null, context.RequestAborted);
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            // It is closed already.
        }
    }
}
