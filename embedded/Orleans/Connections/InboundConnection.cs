using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Orleans.Activations;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Orleans.Connections;

/// <summary>The called side of a connection.</summary>
internal sealed class InboundConnection(ConnectionContext transport, string peer, bool isClient, int maxFrame, Silo silo, ILogger log)
    : Connection(transport, peer, maxFrame, log, silo.Counters)
{
    // Only calls that somebody may still have to be told about: streams, and calls with a cancellation token.
    private readonly ConcurrentDictionary<ulong, WireCall> _calls = new();

    private volatile bool _left;

    public bool IsClient { get; } = isClient;

    /// <summary>Tells the calling side that nothing it sends from now on is run.</summary>
    public void SayGoodbye()
    {
        _left = true;
        Send(new NumberFrame(FrameKind.Goodbye, 0));
    }

    public void Forget(ulong id) => _calls.TryRemove(id, out _);

    protected override void Receive(FrameKind kind, ref GrainReader reader)
    {
        if (_left)
            return;
        if (kind == FrameKind.Request)
        {
            ReceiveRequest(ref reader);
            return;
        }

        var first = reader.ReadVarUInt64();
        var second = reader.ReadVarUInt64();
        switch (kind)
        {
            case FrameKind.Cancel:
                if (_calls.TryGetValue(first, out var cancelled))
                    cancelled.CancelAtCallee();
                break;
            case FrameKind.Credit:
                if (second > int.MaxValue)
                    throw new InvalidDataException($"A credit of {second} items.");
                if (_calls.TryGetValue(first, out var stream))
                    stream.AddCredit((int)second);
                break;
            case FrameKind.Ping:
                Send(new NumberFrame(FrameKind.Pong, first, (ulong)silo.ViewVersion));
                silo.HintVersion((long)second);
                break;
            case FrameKind.View:
                silo.HintVersion((long)first);
                break;
            default:
                throw new InvalidDataException($"A frame of kind {kind} came from the calling side.");
        }
    }

    protected override void OnClosed(Exception? failure)
    {
        foreach (var call in _calls.Values)
            call.CallerLost();
        _calls.Clear();
        silo.Connections.Remove(this);
    }

    private void ReceiveRequest(ref GrainReader reader)
    {
        var header = RequestFrame.ReadHeader(ref reader);
        if (silo.Methods.Find(header.Method) is not { } method)
        {
            Send(new ErrorFrame(header.Id, new OrleansException($"{silo.Address} does not know the called method: caller and silo were built from different versions of the grain interfaces.")));
            return;
        }

        var request = method.CreateRequest();
        var call = new WireCall(this, silo, header, request);
        if (call.MustBeFound)
            _calls[header.Id] = call;
        try
        {
            reader.Runtime = silo.Calls;
            request.ReadArguments(ref reader);
        }
        catch (Exception error)
        {
            call.Failed(new OrleansException($"The arguments of {method.InterfaceType.Name}.{method.MethodName} could not be read: {error.Message}", error));
            return;
        }

        silo.Deliver(call);
    }
}
