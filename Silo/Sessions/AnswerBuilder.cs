using System.Text;
using Platform.Contracts.Sessions;
using Platform.Silo.Models;

namespace Platform.Silo.Sessions;

/// <summary>Puts the pieces of a model's answer together.</summary>
internal sealed class AnswerBuilder
{
    private string? _only;
    private StringBuilder? _text;
    private List<ToolCallParts>? _calls;

    /// <summary>Why the model stopped; null before its last piece.</summary>
    public FinishReason? FinishReason { get; private set; }

    /// <summary>The provider's figures, where it gave them.</summary>
    public TokenUsage? Usage { get; private set; }

    /// <summary>Characters of text so far.</summary>
    public int Length => _text?.Length ?? _only?.Length ?? 0;

    /// <summary>Whether the model has said anything.</summary>
    public bool IsEmpty => Length == 0 && _calls is null;

    /// <summary>The text so far.</summary>
    public string Text => _text?.ToString() ?? _only ?? "";

    /// <summary>The tool calls so far; null when none.</summary>
    public ToolCall[]? ToolCalls => _calls?.Select(call => call.ToToolCall(Length)).ToArray();

    /// <summary>Adds a piece.</summary>
    public void Add(in ModelDelta piece)
    {
        if (piece.Text is { Length: > 0 } text)
            AddText(text);
        if (piece.ToolCall is { } call)
            AddCall(call);
        FinishReason = piece.FinishReason ?? FinishReason;
        Usage = piece.Usage ?? Usage;
    }

    /// <summary>A piece with the place of its call, from 0, whatever number the model gives the call.</summary>
    public ToolCallDelta Placed(ToolCallDelta piece) =>
        _calls!.Find(call => call.Index == piece.Index) is { } call && call.Place != piece.Index ? piece with { Index = call.Place } : piece;

    /// <summary>The assistant's message when the model came to its end.</summary>
    public ChatMessage ToMessage() => new(ChatRole.Assistant, Text, ToolCalls);

    /// <summary>What is kept of a cancelled answer; null when there is no text. Half a tool call is of no use to anybody.</summary>
    public ChatMessage? ToPartialMessage() => Length == 0 ? null : new ChatMessage(ChatRole.Assistant, Text);

    private void AddText(string text)
    {
        // Most in-process answers are one piece, which then is the text itself.
        if (_text is not null)
            _text.Append(text);
        else if (_only is null)
            _only = text;
        else
            _text = new StringBuilder(_only, Math.Max(256, _only.Length * 4)).Append(text);
    }

    private void AddCall(ToolCallDelta piece)
    {
        _calls ??= [];
        var call = _calls.Find(call => call.Index == piece.Index);
        if (call is null)
            _calls.Add(call = new ToolCallParts(piece.Index, _calls.Count, Length));
        call.Add(piece);
    }
}
