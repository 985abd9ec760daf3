using Orleans.Invocation;
using Orleans.Runtime;

namespace Orleans;

/// <summary>Reads the identity of grains and of references to them.</summary>
public static class GrainExtensions
{
    /// <summary>A reference to the grain through another interface.</summary>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain) => (TGrainInterface)grain.AsReference(typeof(TGrainInterface));

    /// <summary>A reference to the grain through another interface.</summary>
    public static object AsReference(this IAddressable grain, Type interfaceType)
    {
        var runtime = grain switch
        {
            Grain instance => instance.Activation.Silo.Calls,
            GrainReference reference => reference.CallRuntime,
            null => throw new ArgumentNullException(nameof(grain)),
            _ => throw NotAGrain(grain),
        };
        return GrainManifest.GetInterface(interfaceType).CreateReference(grain.GetGrainId(), runtime);
    }

    /// <summary>The same as <see cref="AsReference{TGrainInterface}(IAddressable)"/>.</summary>
    public static TGrainInterface Cast<TGrainInterface>(this IAddressable grain) => grain.AsReference<TGrainInterface>();

    /// <summary>The same as <see cref="AsReference(IAddressable, Type)"/>.</summary>
    public static object Cast(this IAddressable grain, Type interfaceType) => grain.AsReference(interfaceType);

    /// <summary>The identity.</summary>
    public static GrainId GetGrainId(this IAddressable grain) => grain switch
    {
        GrainReference reference => reference.GrainId,
        Grain instance => instance.GrainContext.GrainId,
        IGrainBase instance => instance.GrainContext.GrainId,
        null => throw new ArgumentNullException(nameof(grain)),
        _ => throw NotAGrain(grain),
    };

    /// <summary>The key of a grain with a string key.</summary>
    public static string GetPrimaryKeyString(this IAddressable grain) => grain.GetGrainId().Key.ToString();

    /// <summary>The key of a grain with an integer key.</summary>
    /// <exception cref="InvalidOperationException">The key is no integer.</exception>
    public static long GetPrimaryKeyLong(this IAddressable grain) => GrainKeys.ToInteger(grain.GetGrainId());

    /// <summary>The key of a grain with a GUID key.</summary>
    /// <exception cref="InvalidOperationException">The key is no GUID.</exception>
    public static Guid GetPrimaryKey(this IAddressable grain) => GrainKeys.ToGuid(grain.GetGrainId());

    /// <summary>Whether the key is an integer.</summary>
    public static bool IsPrimaryKeyBasedOnLong(this IAddressable grain) => GrainKeys.IsInteger(grain.GetGrainId());

    private static ArgumentException NotAGrain(IAddressable grain) =>
        new($"'{grain.GetType()}' is neither a grain reference nor a grain made by the runtime: get a reference from IGrainFactory.", nameof(grain));
}
