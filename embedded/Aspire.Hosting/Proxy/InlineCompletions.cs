namespace Aspire.Hosting.Proxy;

/// <summary>
/// Lets socket operations continue on the thread that learns of their completion: half as much work again per core for a
/// proxy, whose continuations only start the next operation. .NET reads the switch once, from the environment.
/// </summary>
internal static class InlineCompletions
{
    public const string Variable = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>What the user set, which is what children get.</summary>
    public static string? Inherited { get; } = Environment.GetEnvironmentVariable(Variable);

    /// <summary>To be called before the first asynchronous socket operation.</summary>
    public static void Enable()
    {
        if (Inherited is null)
            Environment.SetEnvironmentVariable(Variable, "1");
    }
}
