using Orleans.Activations;
using Orleans.Calls;
using Orleans.Invocation;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Streams;

namespace Orleans.Connections;

/// <summary>A grain call from another process; also the frame that answers it.</summary>
internal sealed class WireCall : GrainInvocation, IFrame
{
    private readonly InboundConnection _connection;
    private readonly Silo _silo;
    private readonly ulong _id;
    private readonly uint _expires;
    private readonly bool _cancellable;
    private FrameKind _answer;
    private Exception? _error;
    private Refusal _refusal;

    public WireCall(InboundConnection connection, Silo silo, in RequestHeader header, GrainRequest request)
        : base(request, silo.Methods.TargetOf(header, request.Method))
    {
        _connection = connection;
        _silo = silo;
        _id = header.Id;
        _expires = silo.Now + CallTracker.TicksOf(header.Timeout) + 1;
        _cancellable = (header.Flags & RequestFlags.Cancellable) != 0;
        Context = header.Context;
        Trace = header.Trace;
        Source = header.Source;
    }

    /// <summary>Whether the caller may still have something to say about the call.</summary>
    public bool MustBeFound => _cancellable || IsStream;

    public override bool IsAbandoned => IsCancelled || (int)(_silo.Now - _expires) > 0;

    protected override bool CanBeCancelled => _cancellable;

    private bool IsStream => (Options & GrainMethodOptions.Stream) != 0;

    public override void Completed()
    {
        if (!IsStream)
            Answer(FrameKind.Result);
    }

    public override void Failed(Exception error)
    {
        _error = error;
        Answer(FrameKind.Error);
    }

    public override void Refused(Refusal refusal)
    {
        _refusal = refusal;
        Answer(FrameKind.Refusal);
    }

    /// <summary>The caller's process is gone.</summary>
    public void CallerLost()
    {
        if (IsStream)
            CancelAtCallee();
    }

    public void Write(ref GrainWriter writer)
    {
        writer.WriteByte((byte)_answer);
        writer.WriteVarUInt64(_id);
        switch (_answer)
        {
            case FrameKind.Result:
                Request.WriteResult(ref writer);
                break;
            case FrameKind.Error:
                Codecs.Get<Exception>().Write(ref writer, _error!);
                break;
            case FrameKind.Refusal:
                writer.WriteByte((byte)_refusal.Kind);
                writer.WriteVarUInt64((ulong)_refusal.Version);
                writer.WriteString(_refusal.Holder?.ToParsableString());
                break;
        }
    }

    // A result that cannot be sent is the callee's error, and the caller must hear of it.
    public void WriteFailed(Exception error) =>
        _connection.Send(new ErrorFrame(_id, new OrleansException($"The answer of {Request.Method.InterfaceType.Name}.{Request.Method.MethodName} could not be sent: {error.Message}")));

    protected override StreamProducer CreateProducer(Activation activation)
    {
        // It is open before its first item.
        _connection.Send(new NumberFrame(FrameKind.Result, _id));
        return Request.CreateProducer(activation, _connection, _id);
    }

    private void Answer(FrameKind answer)
    {
        if (MustBeFound)
            _connection.Forget(_id);
        if ((Options & GrainMethodOptions.OneWay) != 0)
            return;
        _answer = answer;
        _connection.Send(this);
    }
}
