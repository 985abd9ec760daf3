using Orleans.CodeGenerator.Model;

namespace Orleans.CodeGenerator.Emitting;

/// <summary>Emits the proxy of a grain interface and the requests of its methods.</summary>
internal static class GrainInterfaceEmitter
{
    public static string Emit(GrainInterfaceModel model)
    {
        var code = new CodeText();
        code.Open($"namespace {model.Namespace}");
        EmitProxy(code, model);
        for (var index = 0; index < model.Methods.Count; index++)
        {
            code.Blank();
            RequestEmitter.Emit(code, model, model.Methods[index], RequestName(model, index));
        }

        code.Close();
        return code.ToString();
    }

    /// <summary>The statement that registers an interface.</summary>
    public static string Registration(GrainInterfaceModel model)
    {
        var methods = Enumerable.Range(0, model.Methods.Count).Select(index => $", global::{model.Namespace}.{RequestName(model, index)}.Descriptor");
        return $"global::Orleans.Invocation.GrainManifest.RegisterInterface(new global::Orleans.Invocation.GrainInterface(typeof({model.Type}), "
            + $"\"{model.WireName}\", static (id, runtime) => new global::{model.Namespace}.Proxy_{model.Name}(id, runtime){string.Concat(methods)}));";
    }

    private static string RequestName(GrainInterfaceModel model, int index) => $"Request_{model.Name}_{model.Methods[index].Name}_{index}";

    private static void EmitProxy(CodeText code, GrainInterfaceModel model)
    {
        code.Line(CodeText.Mark);
        code.Open($"internal sealed class Proxy_{model.Name}(global::Orleans.Runtime.GrainId id, global::Orleans.Invocation.IGrainCallRuntime runtime) : "
            + $"global::Orleans.Runtime.GrainReference(id, runtime), {model.Type}");
        code.Line($"public override global::System.Type InterfaceType => typeof({model.Type});");
        for (var index = 0; index < model.Methods.Count; index++)
        {
            code.Blank();
            EmitMethod(code, model.Methods[index], RequestName(model, index));
        }

        code.Close();
    }

    private static void EmitMethod(CodeText code, GrainMethodModel method, string request)
    {
        var parameters = string.Join(", ", method.Parameters.Select(static parameter => $"{parameter.Type} {parameter.Name}"));
        code.Open($"{method.ReturnType} {method.DeclaringInterface}.{Reading.Names.Identifier(method.Name)}({parameters})");
        code.Line($"var grainRequest__ = new {request}();");
        for (var index = 0; index < method.Parameters.Count; index++)
        {
            var parameter = method.Parameters[index];
            code.Line($"grainRequest__.{RequestEmitter.Field(parameter, index)} = {parameter.Name};");
        }

        if (method.IsStream)
        {
            code.Line($"return Runtime.OpenStream<{method.Result}>(GrainId, grainRequest__);");
        }
        else
        {
            code.Line("Runtime.Send(GrainId, grainRequest__);");
            code.Line($"return {Answer(method)};");
        }

        code.Close();
    }

    private static string Answer(GrainMethodModel method) => (method.ReturnKind, method.IsOneWay) switch
    {
        ("Task", true) => "global::System.Threading.Tasks.Task.CompletedTask",
        (_, true) => "default",
        ("Task", _) => "grainRequest__.Completion",
        _ => $"new {method.ReturnType}(grainRequest__.Completion)",
    };
}
