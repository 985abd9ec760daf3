using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Orleans.Serialization;

/// <summary>The part of every exception that travels: message, stack text and cause.</summary>
internal static class ExceptionState
{
    private const int MaxCauseDepth = 16;
    private const int MaxStackCharacters = 8 * 1024;
    private const int GenericErrorCode = unchecked((int)0x80131500);

    /// <summary>The cause that travels: none at the end of a long chain, so that reporting an error never fails for its length.</summary>
    public static Exception? CauseOf(Exception error, in GrainWriter writer) => writer.Depth < MaxCauseDepth ? error.InnerException : null;

    public static string? StackOf(Exception error) =>
        error.StackTrace is { Length: > MaxStackCharacters } stack ? stack[..MaxStackCharacters] : error.StackTrace;

    /// <summary>Gives an exception that was made without a constructor its message and cause.</summary>
    public static void Set(Exception error, string? message, Exception? inner, string? stack)
    {
        Message(error) = message;
        Inner(error) = inner;
        if (error.HResult == 0)
            error.HResult = GenericErrorCode;
        SetStack(error, stack);
    }

    public static void SetStack(Exception error, string? stack)
    {
        if (!string.IsNullOrEmpty(stack))
            ExceptionDispatchInfo.SetRemoteStackTrace(error, stack);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_message")]
    private static extern ref string? Message(Exception error);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_innerException")]
    private static extern ref Exception? Inner(Exception error);
}
