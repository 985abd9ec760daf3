using System.Text.Json;
using Platform.Api.Errors;
using Platform.Api.Validation;

namespace Platform.Api.ChatCompletions;

/// <summary>
/// Fields of the original that would change what the caller gets and that the platform does not serve. To ignore them would be
/// to answer another question than the one that was asked, so they are refused in words that say what to send instead.
/// </summary>
internal static class ChatUnsupported
{
    /// <summary>Checks the fields of the request.</summary>
    public static void Check(ref Problems problems, ChatCompletionBody body)
    {
        if (body.N is not (null or 1))
            problems.Invalid("n", $"is {body.N}: only one answer at a time is supported, send 1 or leave it out");
        if (body.Functions is not null)
            problems.Invalid("functions", "is the outdated form of 'tools', which is not supported: send 'tools'");
        if (body.FunctionCall is not null)
            problems.Invalid("function_call", "is the outdated form of 'tool_choice', which is not supported: send 'tool_choice'");
        if (body.Audio is not null)
            problems.Invalid("audio", "asks for a spoken answer: only text is supported, leave it out");
        if (body.Modalities is { } modalities)
            Modalities(ref problems, modalities);
    }

    /// <summary>Checks the fields of a message.</summary>
    /// <param name="problems">Where problems go.</param>
    /// <param name="at">The path of the message.</param>
    /// <param name="message">It.</param>
    public static void Check(ref Problems problems, string at, ChatMessageBody message)
    {
        if (message.FunctionCall is not null)
            problems.Invalid(at + ".function_call", "is the outdated form of 'tool_calls', which is not supported: send 'tool_calls'");
        if (message.Audio is not null)
            problems.Invalid(at + ".audio", "refers to a spoken answer: only text is supported, send its transcript as 'content'");
    }

    private static void Modalities(ref Problems problems, JsonElement modalities)
    {
        if (modalities.ValueKind != JsonValueKind.Array)
        {
            problems.Invalid("modalities", "must be an array of strings");
            return;
        }

        var index = 0;
        foreach (var modality in modalities.EnumerateArray())
        {
            var at = $"modalities[{index++}]";
            if (modality.ValueKind != JsonValueKind.String)
                problems.Invalid(at, "must be a string");
            else if (!modality.ValueEquals("text"u8))
                problems.Invalid(at, $"is {RequestFailures.Shown(modality.GetString())}: only text is supported");
        }
    }
}
