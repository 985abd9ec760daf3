using System.Buffers;
using Orleans.Serialization;
using Xunit;

namespace Platform.Tests.Engine.Serialization;

/// <summary>Values to bytes and back through the registered codecs.</summary>
internal static class Wire
{
    public static byte[] Write<T>(T value)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new GrainWriter(output);
        Codecs.Get<T>().Write(ref writer, value);
        writer.Commit();
        return output.WrittenSpan.ToArray();
    }

    public static T Read<T>(byte[] bytes) => Read<T>(new ReadOnlySequence<byte>(bytes));

    public static T Read<T>(ReadOnlySequence<byte> bytes)
    {
        var reader = new GrainReader(bytes);
        var value = Codecs.Get<T>().Read(ref reader);
        Assert.Equal(0, reader.Remaining);
        return value;
    }

    public static T RoundTrip<T>(T value)
    {
        var bytes = Write(value);
        var whole = Read<T>(bytes);
        // Single-byte segments put every boundary inside every value.
        Assert.Equal(bytes, Write(Read<T>(Segments.Of(bytes, 1))));
        Assert.Equal(bytes, Write(whole));
        return whole;
    }
}
