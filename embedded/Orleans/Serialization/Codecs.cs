using System.Collections.Concurrent;
using Orleans.Invocation;

namespace Orleans.Serialization;

/// <summary>The codecs of this process: built in for the framework's types, generated for <see cref="GenerateSerializerAttribute"/> types.</summary>
public static class Codecs
{
    private static readonly ConcurrentDictionary<Type, NamedCodec> NamedByType = new();
    private static readonly ConcurrentDictionary<string, NamedCodec> NamedByName = new(StringComparer.Ordinal);

    static Codecs() => BuiltInCodecs.Register();

    /// <summary>The codec of a declared type.</summary>
    /// <exception cref="NotSupportedException">The type has no codec; the message names it and says how to get one.</exception>
    public static IFieldCodec<T> Get<T>() => Slot<T>.Codec ?? Load<T>();

    /// <summary>Registers a codec; called by generated module initialisers.</summary>
    public static void Register<T>(IFieldCodec<T> codec) => Slot<T>.Codec = codec;

    /// <summary>Registers a codec unless the type has one; called by generated code for collections that several assemblies use.</summary>
    public static void TryRegister<T>(IFieldCodec<T> codec) => Slot<T>.Codec ??= codec;

    /// <summary>Registers a codec whose values may stand where a base type, an interface or <see cref="object"/> is declared.</summary>
    /// <exception cref="InvalidOperationException">Another type has the same wire name.</exception>
    public static void RegisterNamed<T>(NamedCodec<T> codec)
    {
        if (NamedByName.GetOrAdd(codec.Name, codec) is var other && other.Type != codec.Type)
            throw new InvalidOperationException($"'{other.Type}' and '{codec.Type}' are both named '{codec.Name}' on the wire: give one another [Alias].");

        NamedByType[codec.Type] = codec;
        if (codec is IFieldCodec<T> fieldCodec)
            Register(fieldCodec);
    }

    /// <summary>The codec of the object part of a class, for the codecs of the classes derived from it.</summary>
    /// <exception cref="NotSupportedException">The class has no generated codec.</exception>
    public static ObjectCodec<T> GetObject<T>()
        where T : class => Get<T>() as ObjectCodec<T> ?? throw Missing(typeof(T));

    internal static bool TryGetNamed(Type type, out NamedCodec codec)
    {
        if (NamedByType.TryGetValue(type, out codec!))
            return true;

        GeneratedModules.Run(type);
        return NamedByType.TryGetValue(type, out codec!);
    }

    internal static bool TryGetNamed(ReadOnlySpan<char> name, out NamedCodec codec) =>
        NamedByName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out codec!);

    internal static NotSupportedException Missing(Type type) =>
        new($"'{type}' cannot cross a process boundary: mark it [GenerateSerializer] and give its members an [Id]"
            + (type.IsGenericType ? ", and use it in a contract with these type arguments." : "."));

    private static IFieldCodec<T> Load<T>()
    {
        GeneratedModules.Run(typeof(T));
        return Slot<T>.Codec ?? throw Missing(typeof(T));
    }

    private static class Slot<T>
    {
        public static IFieldCodec<T>? Codec;
    }
}
