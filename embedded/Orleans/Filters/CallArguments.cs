using System.Reflection;
using Orleans.Invocation;
using Orleans.Serialization.Invocation;

namespace Orleans.Filters;

/// <summary>A request as call filters see it.</summary>
internal sealed class CallArguments(GrainRequest request) : IInvokable
{
    public int GetArgumentCount() => request.ArgumentCount;

    public object? GetArgument(int index) => request.GetArgument(index);

    public string GetMethodName() => GetMethod().Name;

    public string GetInterfaceName() => request.Method.InterfaceType.FullName!;

    public Type GetInterfaceType() => request.Method.InterfaceType;

    public MethodInfo GetMethod() => request.Method.Method;

    public CancellationToken GetCancellationToken() => request.CancellationToken;
}
