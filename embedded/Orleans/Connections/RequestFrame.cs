using System.Diagnostics;
using Orleans.Calls;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Orleans.Connections;

/// <summary>Writes and reads grain calls.</summary>
internal static class RequestFrame
{
    public static void Write(ref GrainWriter writer, OutgoingCall call)
    {
        var hasTrace = call.Trace.TraceId != default;
        var flags = (call.MayBeCancelled ? RequestFlags.Cancellable : RequestFlags.None)
            | (call.Context is { Count: > 0 } ? RequestFlags.Context : RequestFlags.None)
            | (hasTrace ? RequestFlags.Trace : RequestFlags.None)
            | (call.Source is null ? RequestFlags.None : RequestFlags.Source);

        writer.WriteByte((byte)FrameKind.Request);
        writer.WriteVarUInt64(call.WireId);
        writer.WriteFixed32(call.Request.Method.WireId);
        writer.WriteByte((byte)flags);
        writer.WriteFixed64(call.Target.Type.Value.GetUniformHashCode64());
        writer.WriteString(call.Target.Key.ToString());
        writer.WriteVarUInt64((ulong)call.Timeout.TotalMilliseconds);
        if ((flags & RequestFlags.Context) != 0)
            WriteContext(ref writer, call.Context!);
        if (hasTrace)
            WriteTrace(ref writer, call.Trace);
        if (call.Source is { } source)
        {
            writer.WriteString(source.Type.ToString());
            writer.WriteString(source.Key.ToString());
        }

        call.Request.WriteArguments(ref writer);
    }

    /// <summary>Reads what comes before the arguments.</summary>
    /// <exception cref="InvalidDataException">The frame is malformed.</exception>
    public static RequestHeader ReadHeader(ref GrainReader reader)
    {
        var id = reader.ReadVarUInt64();
        var method = reader.ReadFixed32();
        var flags = (RequestFlags)reader.ReadByte();
        var type = reader.ReadFixed64();
        var key = reader.ReadString() ?? throw new InvalidDataException("A request names no key.");
        var timeout = TimeSpan.FromMilliseconds(Math.Min(reader.ReadVarUInt64(), uint.MaxValue));
        var context = (flags & RequestFlags.Context) != 0 ? ReadContext(ref reader) : null;
        var trace = (flags & RequestFlags.Trace) != 0 ? ReadTrace(ref reader) : default;
        GrainId? source = (flags & RequestFlags.Source) != 0 ? GrainId.Create(reader.ReadString() ?? "", reader.ReadString() ?? "") : null;
        return new RequestHeader(id, method, flags, type, key, timeout, context, trace, source);
    }

    private static void WriteContext(ref GrainWriter writer, Dictionary<string, object> context)
    {
        writer.WriteVarUInt64((ulong)context.Count);
        var codec = Codecs.Get<object>();
        foreach (var (key, value) in context)
        {
            writer.WriteString(key);
            codec.Write(ref writer, value);
        }
    }

    private static Dictionary<string, object> ReadContext(ref GrainReader reader)
    {
        var count = reader.ReadVarUInt64();
        var context = new Dictionary<string, object>(StringComparer.Ordinal);
        var codec = Codecs.Get<object>();
        for (var index = 0UL; index < count; index++)
            context[reader.ReadString() ?? ""] = codec.Read(ref reader);
        return context;
    }

    private static void WriteTrace(ref GrainWriter writer, ActivityContext trace)
    {
        Span<byte> bytes = stackalloc byte[24];
        trace.TraceId.CopyTo(bytes);
        trace.SpanId.CopyTo(bytes[16..]);
        writer.WriteRaw(bytes);
        writer.WriteByte((byte)trace.TraceFlags);
    }

    private static ActivityContext ReadTrace(ref GrainReader reader)
    {
        Span<byte> bytes = stackalloc byte[24];
        reader.ReadRaw(bytes);
        return new ActivityContext(
            ActivityTraceId.CreateFromBytes(bytes[..16]), ActivitySpanId.CreateFromBytes(bytes[16..]), (ActivityTraceFlags)reader.ReadByte(), null, isRemote: true);
    }
}
