namespace Orleans.Serialization;

/// <summary>
/// Carries exceptions. One with a generated codec arrives as itself with its members; others as type name, message, stack and
/// cause, and become the same type when it is well known, else a <see cref="UnavailableExceptionFallbackException"/>.
/// </summary>
public sealed class ExceptionCodec : IFieldCodec<Exception?>
{
    private const ulong TypeKey = 0 << 3 | (int)WireType.Bytes;
    private const ulong MessageKey = 1 << 3 | (int)WireType.Bytes;
    private const ulong StackKey = 2 << 3 | (int)WireType.Bytes;
    private const ulong CauseKey = 3 << 3 | (int)WireType.Object;

    /// <inheritdoc/>
    public WireType WireType => WireType.Object;

    /// <inheritdoc/>
    public void Write(ref GrainWriter writer, Exception? value)
    {
        if (value is null)
            writer.WriteByte(0);
        else if (Codecs.TryGetNamed(value.GetType(), out var codec))
            codec.WriteNamed(ref writer, value);
        else
            WriteFields(ref writer, value);
    }

    /// <inheritdoc/>
    public Exception? Read(ref GrainReader reader)
    {
        switch (reader.ReadByte())
        {
            case 0:
                return null;
            case 1:
                reader.EnterNested();
                var error = ReadFields(ref reader);
                reader.LeaveNested();
                return error;
            case 2:
                return (Exception)NamedCodec.ReadNamed(ref reader, typeof(Exception));
            default:
                throw new InvalidDataException("An object starts with 0, 1 or 2.");
        }
    }

    private void WriteFields(ref GrainWriter writer, Exception error)
    {
        writer.WriteByte(1);
        writer.EnterNested();
        writer.WriteVarUInt64(TypeKey);
        writer.WriteString((error as UnavailableExceptionFallbackException)?.ExceptionType ?? error.GetType().FullName);
        writer.WriteVarUInt64(MessageKey);
        writer.WriteString(error.Message);
        if (ExceptionState.StackOf(error) is { } stack)
        {
            writer.WriteVarUInt64(StackKey);
            writer.WriteString(stack);
        }

        if (ExceptionState.CauseOf(error, in writer) is { } cause)
        {
            writer.WriteVarUInt64(CauseKey);
            Write(ref writer, cause);
        }

        writer.WriteByte(0);
        writer.LeaveNested();
    }

    private Exception ReadFields(ref GrainReader reader)
    {
        string? type = null, message = null, stack = null;
        Exception? cause = null;
        var section = 0;
        while (reader.ReadKey(ref section) is var key and not 0)
        {
            switch (key)
            {
                case TypeKey:
                    type = reader.ReadString();
                    break;
                case MessageKey:
                    message = reader.ReadString();
                    break;
                case StackKey:
                    stack = reader.ReadString();
                    break;
                case CauseKey:
                    cause = Read(ref reader);
                    break;
                default:
                    reader.SkipField(key);
                    break;
            }
        }

        var error = KnownExceptions.Create(type ?? "", message, cause);
        ExceptionState.SetStack(error, stack);
        return error;
    }
}
