using Orleans.CodeGenerator.Model;

namespace Orleans.CodeGenerator.Emitting;

/// <summary>Emits the codec of a class or struct.</summary>
internal static class CodecEmitter
{
    private const string Writer = "ref global::Orleans.Serialization.GrainWriter writer";
    private const string Reader = "ref global::Orleans.Serialization.GrainReader reader";

    public static string Emit(SerializableType type)
    {
        var code = new CodeText();
        code.Open($"namespace {type.Namespace}");
        code.Line(CodeText.Mark);
        var accessibility = type.IsPublic ? "public" : "internal";
        var baseName = type.IsStruct ? "StructCodec" : type.IsException ? "ExceptionObjectCodec" : "ObjectCodec";
        code.Open($"{accessibility} sealed class {type.CodecName}{type.TypeParameters}(string name) : "
            + $"global::Orleans.Serialization.{baseName}<{type.Type}>(name){type.Constraints}");
        foreach (var accessor in type.Accessors)
            code.Line(accessor);
        if (type.IsStruct)
            EmitStruct(code, type);
        else
            EmitClass(code, type);
        code.Close();
        code.Close();
        return code.ToString();
    }

    private static void EmitStruct(CodeText code, SerializableType type)
    {
        code.Open($"protected override void WriteFields({Writer}, ref {type.Type} value)");
        EmitStructSections(code, type);
        code.Close();
        code.Open($"protected override void ReadField({Reader}, ref {type.Type} value, int section, ulong key)");
        EmitReading(code, type);
        code.Close();
    }

    private static void EmitClass(CodeText code, SerializableType type)
    {
        code.Line($"protected override {type.Type} Create() => {type.Create};");
        code.Open($"public override int WriteFields({Writer}, {type.Type} value)");
        if (type.SerializableBase is { } serializableBase)
            code.Line($"var section = global::Orleans.Serialization.Codecs.GetObject<{serializableBase}>().WriteFields(ref writer, value);");
        else if (type.IsException)
            code.Line("var section = base.WriteFields(ref writer, value);");
        else
            code.Line("var section = 0;");
        EmitSections(code, type);
        code.Line("return section;");
        code.Close();
        code.Open($"public override void ReadField({Reader}, {type.Type} value, int section, ulong key)");
        EmitReading(code, type);
        code.Close();
    }

    // Section 2n holds the numbered members of class n of the chain, section 2n + 1 the parameters of its primary constructor.
    private static void EmitSections(CodeText code, SerializableType type)
    {
        var section = type.Level * 2;
        if (type.Members.Count > 0)
        {
            if (section > 0)
                Advance(code, section);
            FieldEmitter.Write(code, type.Members);
        }

        if (type.ConstructorMembers.Count > 0)
        {
            Advance(code, section + 1);
            FieldEmitter.Write(code, type.ConstructorMembers);
        }
    }

    private static void EmitStructSections(CodeText code, SerializableType type)
    {
        FieldEmitter.Write(code, type.Members);
        if (type.ConstructorMembers.Count > 0)
        {
            code.Line("writer.WriteByte(1 << 3);");
            FieldEmitter.Write(code, type.ConstructorMembers);
        }
    }

    private static void Advance(CodeText code, int section)
    {
        code.Line($"writer.WriteVarUInt64((ulong)({section} - section) << 3);");
        code.Line($"section = {section};");
    }

    private static void EmitReading(CodeText code, SerializableType type)
    {
        var section = type.Level * 2;
        EmitSection(code, type.Members, section);
        EmitSection(code, type.ConstructorMembers, section + 1);
        if (type.SerializableBase is { } serializableBase)
        {
            code.Open($"if (section < {section})");
            code.Line($"global::Orleans.Serialization.Codecs.GetObject<{serializableBase}>().ReadField(ref reader, value, section, key);");
            code.Line("return;");
            code.Close();
        }

        code.Line("global::Orleans.Serialization.FieldSkipping.SkipField(ref reader, key);");
    }

    private static void EmitSection(CodeText code, IReadOnlyList<Member> members, int section)
    {
        if (members.Count == 0)
            return;

        code.Open($"if (section == {section})");
        code.Open("switch (key)");
        FieldEmitter.ReadCases(code, members);
        code.Close();
        code.Close();
    }
}
