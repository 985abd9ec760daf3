namespace Orleans.Serialization;

/// <summary>The base of generated codecs of exceptions: section 0 holds message, stack and cause, the class's members follow.</summary>
/// <typeparam name="T">The exception class.</typeparam>
/// <param name="name">The wire name.</param>
public abstract class ExceptionObjectCodec<T>(string name) : ObjectCodec<T>(name)
    where T : Exception
{
    private const ulong MessageKey = 0 << 3 | (int)WireType.Bytes;
    private const ulong StackKey = 1 << 3 | (int)WireType.Bytes;
    private const ulong CauseKey = 2 << 3 | (int)WireType.Object;

    /// <inheritdoc/>
    public override int WriteFields(ref GrainWriter writer, T value)
    {
        writer.WriteVarUInt64(MessageKey);
        writer.WriteString(value.Message);
        if (ExceptionState.StackOf(value) is { } stack)
        {
            writer.WriteVarUInt64(StackKey);
            writer.WriteString(stack);
        }

        if (ExceptionState.CauseOf(value, in writer) is { } cause)
        {
            writer.WriteVarUInt64(CauseKey);
            Codecs.Get<Exception>().Write(ref writer, cause);
        }

        return 0;
    }

    private protected override T ReadFields(ref GrainReader reader)
    {
        var value = Create();
        string? message = null, stack = null;
        Exception? cause = null;
        var section = 0;
        while (reader.ReadKey(ref section) is var key and not 0)
        {
            switch (section, key)
            {
                case (0, MessageKey):
                    message = reader.ReadString();
                    break;
                case (0, StackKey):
                    stack = reader.ReadString();
                    break;
                case (0, CauseKey):
                    cause = Codecs.Get<Exception>().Read(ref reader);
                    break;
                default:
                    ReadField(ref reader, value, section, key);
                    break;
            }
        }

        ExceptionState.Set(value, message, cause, stack);
        return value;
    }
}
