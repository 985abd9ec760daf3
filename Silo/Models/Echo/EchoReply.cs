using Platform.Contracts.Sessions;

namespace Platform.Silo.Models.Echo;

/// <summary>What the echo model answers: a text or one tool call.</summary>
/// <param name="Text">The text; null when it calls a tool.</param>
/// <param name="ToolCall">The tool call with all of its arguments; null when it answers in text.</param>
/// <param name="FinishReason">Why it ends.</param>
/// <param name="Usage">
/// In <see cref="EchoTokens"/>. The input is what the model reads: the message it echoes, or with <c>history=1</c> all of them.
/// </param>
internal readonly record struct EchoReply(string? Text, ToolCallDelta? ToolCall, FinishReason FinishReason, TokenUsage Usage)
{
    /// <summary>The answer to a request.</summary>
    /// <exception cref="Contracts.Errors.PlatformException">The tool choice names a tool that was not offered.</exception>
    public static EchoReply To(ModelRequest request, EchoKnobs knobs)
    {
        var reading = EchoReading.Of(request.Messages, knobs.History);
        var options = request.Options;

        if (!reading.EndsWithToolResult && EchoTool.Chosen(options, knobs.Tool) is { } tool)
        {
            var call = EchoTool.Call(tool);
            return new EchoReply(null, call, FinishReason.ToolCalls, Count(reading, call.Arguments));
        }

        var text = options.ResponseFormat is { } format ? EchoFormat.Apply(format, reading) : null;
        if (text is null)
        {
            text = reading.Answer();
            if (knobs.Tokens is { } tokens)
                text = EchoTokens.Fit(text, tokens);
            else if (knobs.FailAfter is { } tokensToLive && EchoTokens.Count(text) < tokensToLive)
                text = EchoTokens.Fit(text, tokensToLive);
        }

        var finish = FinishReason.Stop;
        foreach (var stop in options.Stop ?? [])
        {
            if (stop.Length > 0 && text.IndexOf(stop, StringComparison.Ordinal) is >= 0 and var at)
                text = text[..at];
        }

        if (options.MaxOutputTokens is { } max && EchoTokens.LengthOf(text, max) is var length && length < text.Length)
        {
            text = text[..length];
            finish = FinishReason.Length;
        }

        return new EchoReply(text, null, finish, Count(reading, text));
    }

    /// <summary>The whole answer in one piece.</summary>
    public ModelDelta Whole() => new(Text, ToolCall, FinishReason, Usage);

    /// <summary>One token of the answer.</summary>
    public ModelDelta Piece(string token, bool isFirst, bool isLast)
    {
        var call = ToolCall is null ? null : new ToolCallDelta(0, isFirst ? ToolCall.Id : null, isFirst ? ToolCall.Name : null, token);
        return new ModelDelta(ToolCall is null ? token : null, call, isLast ? FinishReason : null, isLast ? Usage : null);
    }

    private static TokenUsage Count(EchoReading reading, string output) => new(reading.InputTokens, EchoTokens.Count(output));
}
