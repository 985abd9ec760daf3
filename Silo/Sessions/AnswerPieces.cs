using Platform.Contracts.Sessions;
using Platform.Silo.Models;

namespace Platform.Silo.Sessions;

/// <summary>
/// In which pieces an answer came, without the text: a number per piece, its length doubled, plus one and followed by the
/// call's index for a piece of a tool call. Numbers are written 7 bits per byte, low ones first. A piece costs about a byte.
/// </summary>
internal sealed class AnswerPieces
{
    private readonly List<byte> _written = [];

    /// <summary>Adds a piece of text.</summary>
    public void AddText(int length) => Write(length << 1);

    /// <summary>Adds a piece of a tool call.</summary>
    public void AddCall(ToolCallDelta piece)
    {
        Write((piece.Arguments.Length << 1) | 1);
        Write(piece.Index);
    }

    /// <summary>What is stored.</summary>
    public byte[] ToArray() => [.. _written];

    /// <summary>An answer in its pieces; null when they do not fit it, as when the half tool calls of a cancelled one were dropped.</summary>
    public static List<ModelDelta>? Split(ReadOnlySpan<byte> written, ChatMessage answer)
    {
        var pieces = new List<ModelDelta>();
        var calls = new List<(int Index, int Length)>();
        var textLength = 0;
        while (!written.IsEmpty)
        {
            if (!TryRead(ref written, out var number))
                return null;
            var length = number >> 1;
            if ((number & 1) == 0)
            {
                if (answer.Content.Length - textLength < length)
                    return null;
                pieces.Add(new ModelDelta(answer.Content.Substring(textLength, length)));
                textLength += length;
                continue;
            }

            if (!TryRead(ref written, out var index) || CallPiece(calls, index, length, answer.ToolCalls) is not { } piece)
                return null;
            pieces.Add(new ModelDelta(ToolCall: piece));
        }

        return textLength == answer.Content.Length && calls.Count == (answer.ToolCalls?.Length ?? 0) ? pieces : null;
    }

    private static ToolCallDelta? CallPiece(List<(int Index, int Length)> calls, int index, int length, ToolCall[]? answered)
    {
        var place = calls.FindIndex(call => call.Index == index);
        var isFirst = place < 0;
        if (isFirst)
        {
            place = calls.Count;
            calls.Add((index, 0));
        }

        var start = calls[place].Length;
        if (answered is null || place >= answered.Length || answered[place].Arguments.Length - start < length)
            return null;
        calls[place] = (index, start + length);
        var call = answered[place];
        return new ToolCallDelta(place, isFirst ? call.Id : null, isFirst ? call.Name : null, call.Arguments.Substring(start, length));
    }

    private void Write(int number)
    {
        for (var rest = (uint)number; ; rest >>= 7)
        {
            if (rest < 0x80)
            {
                _written.Add((byte)rest);
                return;
            }

            _written.Add((byte)(rest | 0x80));
        }
    }

    private static bool TryRead(ref ReadOnlySpan<byte> written, out int number)
    {
        uint read = 0;
        for (var shift = 0; shift < 35 && !written.IsEmpty; shift += 7)
        {
            var part = written[0];
            written = written[1..];
            read |= (uint)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                number = (int)read;
                return number >= 0;
            }
        }

        number = 0;
        return false;
    }
}
