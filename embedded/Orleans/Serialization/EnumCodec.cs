using System.Runtime.CompilerServices;

namespace Orleans.Serialization;

/// <summary>Carries an enum as its underlying number; numbers without a name pass, as they do in C#.</summary>
/// <typeparam name="TEnum">The enum.</typeparam>
/// <typeparam name="TNumber">Its underlying type.</typeparam>
public sealed class EnumCodec<TEnum, TNumber> : IFieldCodec<TEnum>
    where TEnum : struct, Enum
    where TNumber : struct
{
    /// <inheritdoc/>
    public WireType WireType => WireType.VarInt;

    /// <inheritdoc/>
    public void Write(ref GrainWriter writer, TEnum value) =>
        Codecs.Get<TNumber>().Write(ref writer, Unsafe.BitCast<TEnum, TNumber>(value));

    /// <inheritdoc/>
    public TEnum Read(ref GrainReader reader) => Unsafe.BitCast<TNumber, TEnum>(Codecs.Get<TNumber>().Read(ref reader));
}
