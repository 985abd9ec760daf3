using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Orleans.Calls;
using Orleans.Membership;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Orleans.Connections;

/// <summary>The calling side of a connection.</summary>
internal sealed class OutboundConnection(
    ConnectionContext transport,
    SiloAddress silo,
    int maxFrame,
    ClusterViewSource views,
    IGrainCallRuntimeSource runtime,
    ILogger log,
    ConnectionCounters counters)
    : Connection(transport, silo.ToString(), maxFrame, log, counters), ICallPlace
{
    private readonly CallSlots _calls = new();
    private TaskCompletionSource? _pong;

    /// <summary>Sends a call.</summary>
    /// <returns>False when the connection is closed.</returns>
    public bool TrySend(OutgoingCall call)
    {
        call.WasSent = false;
        if (!_calls.TryAdd(call))
            return false;

        call.MovedTo(this);
        call.LastRefusal = null;
        if (call.HasEnded)
            Forget(call);
        else
            Send(call);
        return true;
    }

    /// <summary>Asks whether the silo is there.</summary>
    public Task PingAsync()
    {
        var pong = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var earlier = Interlocked.Exchange(ref _pong, pong);
        earlier?.TrySetCanceled();
        Send(new NumberFrame(FrameKind.Ping, 0, (ulong)views.Current.Version));
        if (IsClosed)
            pong.TrySetException(new ConnectionResetException($"The connection to {Peer} is closed."));
        return pong.Task;
    }

    public void SendCancel(OutgoingCall call) => Send(new NumberFrame(FrameKind.Cancel, call.WireId));

    public void SendCredit(OutgoingCall call, int items) => Send(new NumberFrame(FrameKind.Credit, call.WireId, (ulong)items));

    public void Forget(OutgoingCall call) => _calls.TryRemove(call.WireId, out _);

    protected override void OnSending(IFrame frame)
    {
        if (frame is OutgoingCall call)
            call.WasSent = true;
    }

    protected override void Receive(FrameKind kind, ref GrainReader reader)
    {
        var first = reader.ReadVarUInt64();
        switch (kind)
        {
            case FrameKind.Result:
                ReceiveResult(first, ref reader);
                break;
            case FrameKind.Error:
                if (_calls.TryRemove(first, out var failed))
                    failed.Failed(ReadError(ref reader) ?? new OrleansException("The call failed without an error."));
                break;
            case FrameKind.Refusal:
                var refusalKind = (RefusalKind)reader.ReadByte();
                var version = (long)reader.ReadVarUInt64();
                var holder = reader.ReadString();
                if (_calls.TryRemove(first, out var refused))
                    refused.Refused(new Refusal(refusalKind, version, string.IsNullOrEmpty(holder) ? null : SiloAddress.FromParsableString(holder)));
                break;
            case FrameKind.Item:
                if (_calls.TryGet(first, out var streaming))
                    ReceiveItem(streaming, ref reader);
                break;
            case FrameKind.End:
                if (_calls.TryRemove(first, out var ended))
                {
                    ended.Completed();
                    ended.Stream?.End(ReadError(ref reader));
                }

                break;
            case FrameKind.Pong:
                HintVersion((long)reader.ReadVarUInt64());
                Volatile.Read(ref _pong)?.TrySetResult();
                break;
            case FrameKind.View:
                HintVersion((long)first);
                break;
            case FrameKind.Goodbye:
                // What is unanswered now was not run, and will not be.
                foreach (var unrun in _calls.Close())
                    unrun.Refused(new Refusal(RefusalKind.Unreachable));
                Abort($"{silo} left.");
                break;
            default:
                throw new InvalidDataException($"A silo answered with a frame of kind {kind}.");
        }
    }

    protected override void OnClosed(Exception? failure)
    {
        foreach (var call in _calls.Close())
        {
            if (!call.WasSent)
            {
                call.Refused(new Refusal(RefusalKind.Unreachable));
                continue;
            }

            var lost = new SiloUnavailableException($"The connection to {silo} broke while {call} was under way: it may or may not have run.", failure);
            call.Stream?.End(lost);
            call.Failed(lost);
        }

        Volatile.Read(ref _pong)?.TrySetException(new ConnectionResetException($"The connection to {Peer} is closed."));
    }

    private void ReceiveResult(ulong id, ref GrainReader reader)
    {
        if (!_calls.TryGet(id, out var call))
            return;

        if (call.Stream is not null)
        {
            // It is open; its items follow under the same identifier.
            call.Completed();
            return;
        }

        _calls.TryRemove(id, out _);
        try
        {
            reader.Runtime = runtime.Calls;
            call.Request.ReadResult(ref reader);
        }
        catch (Exception error)
        {
            call.Failed(new OrleansException($"The result of {call} could not be read: {error.Message}", error));
            return;
        }

        call.Completed();
    }

    private void ReceiveItem(OutgoingCall call, ref GrainReader reader)
    {
        try
        {
            reader.Runtime = runtime.Calls;
            call.Stream!.ReadItem(ref reader);
        }
        catch (Exception error)
        {
            SendCancel(call);
            call.Stream!.End(new OrleansException($"An item of {call} could not be read: {error.Message}", error));
        }
    }

    private Exception? ReadError(ref GrainReader reader)
    {
        reader.Runtime = runtime.Calls;
        try
        {
            return Codecs.Get<Exception>().Read(ref reader);
        }
        catch (Exception error)
        {
            return new OrleansException($"The error of a call could not be read: {error.Message}", error);
        }
    }

    private void HintVersion(long version)
    {
        if (version > views.Current.Version)
            views.RequestRefresh();
    }
}
