using System.Reflection;
using Orleans.Activations;
using Orleans.Calls;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans.Filters;

/// <summary>Runs a call through the filters of the silo, then through the grain's own, then the grain's method.</summary>
internal sealed class IncomingCallContext(GrainInvocation call, Activation activation) : IIncomingGrainCallContext
{
    private readonly IIncomingGrainCallFilter[] _filters = activation.Silo.IncomingFilters;
    private int _next;

    public IInvokable Request { get; } = new CallArguments(call.Request);

    public object Grain => activation.GrainInstance!;

    public GrainId? SourceId => call.Source;

    public GrainId TargetId => activation.GrainId;

    public string InterfaceName => call.Request.Method.InterfaceType.FullName!;

    public string MethodName => InterfaceMethod.Name;

    public MethodInfo InterfaceMethod => call.Request.Method.Method;

    public MethodInfo ImplementationMethod
    {
        get
        {
            var map = Grain.GetType().GetInterfaceMap(InterfaceMethod.DeclaringType!);
            return map.TargetMethods[Array.IndexOf(map.InterfaceMethods, InterfaceMethod)];
        }
    }

    public IGrainContext TargetContext => activation;

    public object? Result
    {
        get => call.Request.BoxedResult;
        set => call.Request.BoxedResult = value;
    }

    public static ValueTask RunAsync(GrainInvocation call, Activation activation) => new(new IncomingCallContext(call, activation).Invoke());

    public Task Invoke()
    {
        var index = _next++;
        if (index < _filters.Length)
            return _filters[index].Invoke(this);
        if (index == _filters.Length && Grain is IIncomingGrainCallFilter own)
            return own.Invoke(this);
        return call.InvokeMethodAsync(activation).AsTask();
    }
}
