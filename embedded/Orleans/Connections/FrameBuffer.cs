using System.Buffers;
using System.Buffers.Binary;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Orleans.Connections;

/// <summary>Gathers frames, each with its length in front, until they are sent in one piece.</summary>
internal sealed class FrameBuffer(int maxFrame) : IBufferWriter<byte>, IDisposable
{
    private const int Prefix = 4;
    private const int KeptCapacity = 256 * 1024;
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(16 * 1024);
    private int _length;
    private int _frameStart;

    public int Length => _length;

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    /// <summary>Appends a frame whole, or not at all.</summary>
    public void Append(IFrame frame)
    {
        _frameStart = _length;
        try
        {
            Ensure(Prefix);
            _length += Prefix;
            var writer = new GrainWriter(this);
            frame.Write(ref writer);
            writer.Commit();
            if (_length == _frameStart + Prefix)
            {
                // There is nothing to say any more.
                _length = _frameStart;
                return;
            }

            BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(_frameStart), _length - _frameStart - Prefix);
        }
        catch (Exception error)
        {
            _length = _frameStart;
            frame.WriteFailed(error);
        }
    }

    public void Clear()
    {
        _length = 0;
        if (_bytes.Length <= KeptCapacity)
            return;
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = ArrayPool<byte>.Shared.Rent(16 * 1024);
    }

    public void Advance(int count)
    {
        _length += count;
        if (_length - _frameStart - Prefix > maxFrame)
        {
            throw new OrleansException(
                $"The message is larger than MaxMessageBodySize, {maxFrame} bytes: send less at once, or raise SiloMessagingOptions.MaxMessageBodySize and ClientMessagingOptions.MaxMessageBodySize.");
        }
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _bytes.AsSpan(_length);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private void Ensure(int size)
    {
        size = Math.Max(size, 256);
        if (_bytes.Length - _length >= size)
            return;

        var larger = ArrayPool<byte>.Shared.Rent(checked(Math.Max(_bytes.Length * 2, _length + size)));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
