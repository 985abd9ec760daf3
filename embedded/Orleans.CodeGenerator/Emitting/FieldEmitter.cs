using Orleans.CodeGenerator.Model;

namespace Orleans.CodeGenerator.Emitting;

/// <summary>Emits the writing of fields and the cases that read them, for codecs and for requests alike.</summary>
internal static class FieldEmitter
{
    public static void Write(CodeText code, IEnumerable<Member> members)
    {
        foreach (var member in members)
        {
            var key = $"writer.WriteVarUInt64({Key(member)});";
            var write = string.Format(member.Shape.Write, member.Get);
            if (member.MayOmit && member.Shape.IsPresent is { } isPresent)
            {
                code.Open($"if ({string.Format(isPresent, member.Get)})");
                code.Line(key);
                code.Line(write);
                code.Close();
            }
            else
            {
                code.Line(key);
                code.Line(write);
            }
        }
    }

    public static void ReadCases(CodeText code, IEnumerable<Member> members)
    {
        foreach (var member in members)
        {
            code.Line($"case {Key(member)}:");
            code.Line("    " + string.Format(member.Set, member.Shape.Read));
            code.Line("    return;");
        }
    }

    private static string Key(Member member) => ((ulong)member.Id << 3 | (uint)member.Shape.WireType) + "UL";
}
