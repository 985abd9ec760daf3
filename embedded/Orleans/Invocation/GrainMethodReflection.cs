using System.Reflection;

namespace Orleans.Invocation;

/// <summary>What is read from a grain method by reflection, once, when first asked for.</summary>
internal sealed class GrainMethodReflection
{
    public GrainMethodReflection(GrainMethod method)
    {
        Method = new[] { method.InterfaceType }.Concat(method.InterfaceType.GetInterfaces())
            .SelectMany(type => type.GetMethods())
            .First(candidate => (candidate.GetCustomAttribute<AliasAttribute>()?.Alias ?? candidate.Name) == method.MethodName || candidate.Name == method.MethodName);
        ResponseTimeout = (Method.GetCustomAttribute<ResponseTimeoutAttribute>() ?? Method.DeclaringType!.GetCustomAttribute<ResponseTimeoutAttribute>())?.Timeout;
    }

    public MethodInfo Method { get; }

    public TimeSpan? ResponseTimeout { get; }
}
