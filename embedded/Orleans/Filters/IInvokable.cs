using System.Reflection;

namespace Orleans.Serialization.Invocation;

/// <summary>The arguments of a call, for filters and diagnostics.</summary>
public interface IInvokable
{
    /// <summary>The number of arguments.</summary>
    int GetArgumentCount();

    /// <summary>An argument by position, boxed.</summary>
    object? GetArgument(int index);

    /// <summary>The method's name.</summary>
    string GetMethodName();

    /// <summary>The grain interface's full name.</summary>
    string GetInterfaceName();

    /// <summary>The grain interface.</summary>
    Type GetInterfaceType();

    /// <summary>The interface method.</summary>
    MethodInfo GetMethod();

    /// <summary>The call's cancellation token; none when the method has no such parameter.</summary>
    CancellationToken GetCancellationToken();
}
