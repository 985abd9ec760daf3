using Orleans.CodeGenerator.Model;

namespace Orleans.CodeGenerator.Emitting;

/// <summary>Emits the request class of one grain method.</summary>
internal static class RequestEmitter
{
    private const string Invocation = "global::Orleans.Invocation.";

    /// <summary>The name of the member that holds an argument.</summary>
    public static string Field(GrainParameter parameter, int index) => parameter.IsCancellationToken ? "CancellationToken" : "Argument" + index;

    public static void Emit(CodeText code, GrainInterfaceModel model, GrainMethodModel method, string name)
    {
        var baseType = method.IsStream ? $"GrainStreamRequest<{method.Result}>"
            : method.Result is null ? "GrainVoidRequest" : $"GrainRequest<{method.Result}>";
        code.Line(CodeText.Mark);
        code.Open($"internal sealed class {name} : {Invocation}{baseType}");
        code.Line($"public static readonly {Invocation}GrainMethod Descriptor = new(typeof({model.Type}), \"{model.WireName}\", "
            + $"\"{method.WireName}\", ({Invocation}GrainMethodOptions){method.Options}, static () => new {name}());");
        EmitArguments(code, method);
        code.Line($"public override {Invocation}GrainMethod Method => Descriptor;");
        code.Line($"public override int ArgumentCount => {method.Parameters.Count};");
        EmitWire(code, method);
        EmitCall(code, method);
        code.Close();
    }

    private static void EmitArguments(CodeText code, GrainMethodModel method)
    {
        var cases = "";
        for (var index = 0; index < method.Parameters.Count; index++)
        {
            var parameter = method.Parameters[index];
            code.Line(parameter.IsCancellationToken
                ? "public override global::System.Threading.CancellationToken CancellationToken { get; set; }"
                : $"public {parameter.Type} {Field(parameter, index)} = default!;");
            cases += $"{index} => {Field(parameter, index)}, ";
        }

        code.Line($"public override object? GetArgument(int index) => index switch {{ {cases}_ => throw new global::System.ArgumentOutOfRangeException(nameof(index)) }};");
    }

    private static void EmitWire(CodeText code, GrainMethodModel method)
    {
        var members = new List<Member>();
        for (var index = 0; index < method.Parameters.Count; index++)
        {
            var parameter = method.Parameters[index];
            if (parameter.Shape is { } shape)
                members.Add(new Member((uint)index, shape, Field(parameter, index), Field(parameter, index) + " = {0};", MayOmit: true, []));
        }

        code.Open("public override void WriteArguments(ref global::Orleans.Serialization.GrainWriter writer)");
        FieldEmitter.Write(code, members);
        code.Line("writer.WriteByte(0);");
        code.Close();

        code.Open("public override void ReadArguments(ref global::Orleans.Serialization.GrainReader reader)");
        code.Line("var section = 0;");
        code.Line("while (reader.ReadKey(ref section) is var key and not 0)");
        code.Line("    ReadArgument(ref reader, section, key);");
        code.Close();

        code.Open("private void ReadArgument(ref global::Orleans.Serialization.GrainReader reader, int section, ulong key)");
        if (members.Count > 0)
        {
            code.Open("switch (section == 0 ? key : 0)");
            FieldEmitter.ReadCases(code, members);
            code.Close();
        }

        code.Line("global::Orleans.Serialization.FieldSkipping.SkipField(ref reader, key);");
        code.Close();
    }

    private static void EmitCall(CodeText code, GrainMethodModel method)
    {
        var arguments = string.Join(", ", method.Parameters.Select(Field));
        var call = $"(({method.DeclaringInterface})target).{Reading.Names.Identifier(method.Name)}({arguments})";
        if (method.IsStream)
        {
            code.Line($"public override global::System.Collections.Generic.IAsyncEnumerable<{method.Result}> Open(object target) => {call};");
        }
        else if (method.Result is null)
        {
            code.Line("public override global::System.Threading.Tasks.ValueTask InvokeAsync(object target) => "
                + (method.ReturnKind == "Task" ? $"new({call});" : call + ";"));
        }
        else
        {
            code.Open("public override global::System.Threading.Tasks.ValueTask InvokeAsync(object target)");
            code.Line($"var task = {call};");
            code.Line("if (!task.IsCompletedSuccessfully)");
            code.Line("    return Await(task);");
            code.Line("Result = task.Result;");
            code.Line("return default;");
            code.Close();
            code.Line($"private async global::System.Threading.Tasks.ValueTask Await({method.ReturnType} task) => Result = await task;");
        }
    }
}
