using Orleans.Invocation;
using Orleans.Runtime;

namespace Orleans.Serialization;

/// <summary>Carries a grain reference as interface name and grain id; it arrives as a reference of the reading process.</summary>
/// <typeparam name="T">The grain interface.</typeparam>
public sealed class GrainReferenceCodec<T> : IFieldCodec<T?>
    where T : class, IAddressable
{
    /// <inheritdoc/>
    public WireType WireType => WireType.Tuple;

    /// <inheritdoc/>
    public void Write(ref GrainWriter writer, T? value)
    {
        if (value is null)
        {
            writer.WriteByte(0);
            return;
        }

        if (value is not GrainReference reference)
            throw new NotSupportedException($"'{value.GetType()}' is a grain, not a reference to one: send what the grain factory returns for its key.");

        writer.WriteByte(3);
        writer.EnterNested();
        writer.WritePart(GrainManifest.GetInterface(reference.InterfaceType).Name);
        writer.WritePart(reference.GrainId.Type.ToString());
        writer.WritePart(reference.GrainId.Key.ToString());
        writer.LeaveNested();
    }

    /// <inheritdoc/>
    public T? Read(ref GrainReader reader)
    {
        var parts = reader.ReadVarUInt64();
        if (parts == 0)
            return null;
        if (parts != 3)
            throw new InvalidDataException("A grain reference has three parts.");

        reader.EnterNested();
        var interfaceName = reader.ReadPart<string>();
        var grainId = GrainId.Create(reader.ReadPart<string>(), reader.ReadPart<string>());
        reader.LeaveNested();
        if (interfaceName is null || !GrainManifest.TryGetInterface(interfaceName, out var found) || !found.Type.IsAssignableTo(typeof(T)))
            throw new InvalidDataException($"'{interfaceName}' is not the wire name of a grain interface that is a '{typeof(T)}'.");

        var runtime = reader.Runtime
            ?? throw new InvalidOperationException("A grain reference was read without a runtime: set GrainReader.Runtime before reading.");
        return (T)(object)found.CreateReference(grainId, runtime);
    }
}
