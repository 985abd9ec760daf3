using System.Text;
using Platform.Contracts.Sessions;

namespace Platform.Silo.Sessions;

/// <summary>One tool call while the model writes it.</summary>
/// <param name="index">How the model numbers it.</param>
/// <param name="place">Which of the message's calls, from 0.</param>
/// <param name="textBefore">The characters of text in front of it.</param>
internal sealed class ToolCallParts(int index, int place, int textBefore)
{
    private readonly StringBuilder _arguments = new();
    private string? _id;
    private string? _name;

    public int Index => index;

    public int Place => place;

    public void Add(ToolCallDelta piece)
    {
        _id ??= piece.Id;
        _name ??= piece.Name;
        _arguments.Append(piece.Arguments);
    }

    /// <summary>The call as it is.</summary>
    /// <param name="textLength">The characters of text of its message.</param>
    public ToolCall ToToolCall(int textLength) =>
        new(_id ?? $"call_{place}", _name ?? "", _arguments.ToString()) { TextBefore = textBefore < textLength ? textBefore : null };
}
