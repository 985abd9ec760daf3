using Orleans.Activations;

namespace Orleans.Runtime;

/// <summary>The activation whose turn the current thread runs.</summary>
public static class RuntimeContext
{
    [ThreadStatic]
    private static Activation? _current;

    /// <summary>The activation; null outside of turns.</summary>
    public static IGrainContext? Current => _current;

    internal static Activation? Activation
    {
        get => _current;
        set => _current = value;
    }
}
