using System.Reflection;
using Orleans.Calls;
using Orleans.Invocation;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans.Filters;

/// <summary>Runs a call through the outgoing filters before it is sent.</summary>
internal sealed class OutgoingCallContext(CallRouter router, IOutgoingGrainCallFilter[] filters, GrainId target, GrainRequest request) : IOutgoingGrainCallContext
{
    private int _next;

    public IInvokable Request { get; } = new CallArguments(request);

    public object Grain => GrainManifest.GetInterface(request.Method.InterfaceType).CreateReference(target, router);

    public GrainId? SourceId { get; } = RuntimeContext.Current?.GrainId;

    public GrainId TargetId => target;

    public string InterfaceName => request.Method.InterfaceType.FullName!;

    public string MethodName => InterfaceMethod.Name;

    public MethodInfo InterfaceMethod => request.Method.Method;

    public IGrainContext? SourceContext { get; } = RuntimeContext.Current;

    public object? Result
    {
        get => request.BoxedResult;
        set => request.BoxedResult = value;
    }

    public static void Run(CallRouter router, IOutgoingGrainCallFilter[] filters, GrainId target, GrainRequest request) =>
        _ = new OutgoingCallContext(router, filters, target, request).RunAsync();

    public Task Invoke()
    {
        var index = _next++;
        if (index < filters.Length)
            return filters[index].Invoke(this);

        var interceptor = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        router.Begin(new OutgoingCall(router, request, target) { Interceptor = interceptor });
        return interceptor.Task;
    }

    private async Task RunAsync()
    {
        try
        {
            await Invoke();
            request.Complete();
        }
        catch (Exception error)
        {
            request.Fail(error);
        }
    }
}
