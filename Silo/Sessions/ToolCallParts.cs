using System.Text;
using Platform.Contracts.Sessions;

namespace Platform.Silo.Sessions;

/// <summary>One tool call while the model writes it.</summary>
/// <param name="index">Which of the message's calls.</param>
internal sealed class ToolCallParts(int index)
{
    private readonly StringBuilder _arguments = new();
    private string? _id;
    private string? _name;

    public int Index => index;

    public void Add(ToolCallDelta piece)
    {
        _id ??= piece.Id;
        _name ??= piece.Name;
        _arguments.Append(piece.Arguments);
    }

    public ToolCall ToToolCall() => new(_id ?? $"call_{index}", _name ?? "", _arguments.ToString());
}
