namespace Orleans.Serialization;

/// <summary>The codecs of this process: built in for the framework's types, generated for <see cref="GenerateSerializerAttribute"/> types.</summary>
public static class Codecs
{
    /// <summary>The codec of a declared type.</summary>
    /// <exception cref="NotSupportedException">The type has no codec; the message names it and says how to get one.</exception>
    public static IFieldCodec<T> Get<T>() => Slot<T>.Codec ?? throw Missing(typeof(T));

    /// <summary>Registers a codec; called by generated module initialisers.</summary>
    public static void Register<T>(IFieldCodec<T> codec) => Slot<T>.Codec = codec;

    private static NotSupportedException Missing(Type type) =>
        new($"'{type}' cannot cross a process boundary: mark it [GenerateSerializer] and give its members an [Id].");

    private static class Slot<T>
    {
        public static IFieldCodec<T>? Codec;
    }
}
