using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Platform.Contracts.Keys;
using Platform.Contracts.Sessions;
using Format = Platform.Silo.Sessions.StoredTurnFormat;

namespace Platform.Silo.Sessions;

/// <summary>Writes log entries.</summary>
internal static class StoredTurnWriter
{
    private const int KeptBuffer = 64 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>The entry as it is stored.</summary>
    public static byte[] Write(StoredTurn turn)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(1024);
        // Text stays as it was written: the entry is never shown inside a page, so nothing needs escaping beyond JSON itself.
        var writer = _writer ??= new Utf8JsonWriter(
            buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        WriteTurn(writer, turn);
        writer.Flush();
        var entry = buffer.WrittenSpan.ToArray();
        if (buffer.Capacity > KeptBuffer)
            (_buffer, _writer) = (null, null);
        return entry;
    }

    private static void WriteTurn(Utf8JsonWriter writer, StoredTurn turn)
    {
        writer.WriteStartObject();
        writer.WriteNumber(Format.VersionField, Format.Version);
        writer.WriteString(Format.TurnField, turn.TurnId.AsSpan(SortableId.Turn.Length));
        writer.WriteNumber(Format.FirstSeqField, turn.FirstSeq);
        writer.WriteNumber(Format.AtField, turn.At.ToUnixTimeMilliseconds());
        if (turn.Status != TurnStatus.Completed)
            writer.WriteString(Format.StatusField, Format.StatusName(turn.Status));
        writer.WriteString(Format.ModelField, turn.Model);
        if (turn.FinishReason is { } reason)
            writer.WriteString(Format.FinishField, Format.FinishName(reason));
        if (turn.Usage is { } usage)
            WriteUsage(writer, usage);
        if (turn.CostNanos > 0)
            writer.WriteNumber(Format.CostField, turn.CostNanos);
        if (turn.LatencyMs > 0)
            writer.WriteNumber(Format.LatencyField, turn.LatencyMs);
        if (turn.KeyId is { } keyId)
            writer.WriteString(Format.AccountField, keyId.StartsWith(SortableId.Key, StringComparison.Ordinal) ? keyId.AsSpan(SortableId.Key.Length) : keyId);
        if (turn.AgentId is { } agentId)
            writer.WriteString(Format.AgentField, agentId);
        if (turn.IdempotencyKey is { } key)
            writer.WriteString(Format.KeyField, key);
        if (turn.RequestHash is { } hash)
            writer.WriteBase64String(Format.HashField, hash);
        if (turn.ShownFrom > 0)
            writer.WriteNumber(Format.ShownFromField, turn.ShownFrom);
        if (turn.Note is { } note)
            writer.WriteString(Format.NoteField, note);
        if (turn.Pieces is { } pieces)
            writer.WriteBase64String(Format.PiecesField, pieces);
        writer.WriteStartArray(Format.MessagesField);
        for (var place = 0; place < turn.Messages.Length; place++)
            WriteMessage(writer, turn.Messages[place], turn.Numbers?[place]);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteUsage(Utf8JsonWriter writer, TokenUsage usage)
    {
        writer.WriteStartArray(Format.UsageField);
        writer.WriteNumberValue(usage.InputTokens);
        writer.WriteNumberValue(usage.OutputTokens);
        if (usage.Estimated)
            writer.WriteNumberValue(1);
        writer.WriteEndArray();
    }

    private static void WriteMessage(Utf8JsonWriter writer, ChatMessage message, long? seq)
    {
        writer.WriteStartObject();
        if (seq is { } number)
            writer.WriteNumber(Format.SeqField, number);
        writer.WriteString(Format.RoleField, Format.RoleName(message.Role));
        writer.WriteString(Format.ContentField, message.Content);
        if (message.Name is { } name)
            writer.WriteString(Format.NameField, name);
        if (message.ToolCallId is { } callId)
            writer.WriteString(Format.CallIdField, callId);
        if (message.ToolCalls is { } calls)
        {
            writer.WriteStartArray(Format.CallsField);
            foreach (var call in calls)
            {
                writer.WriteStartArray();
                writer.WriteStringValue(call.Id);
                writer.WriteStringValue(call.Name);
                writer.WriteStringValue(call.Arguments);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
            if (!Array.TrueForAll(calls, static call => call.Place is null))
                WriteNumbers(writer, Format.PlacesField, calls.Select(static (call, index) => call.Place ?? index));
            if (!Array.TrueForAll(calls, static call => call.TextBefore is null))
                WriteNumbers(writer, Format.TextBeforeField, calls.Select(call => call.TextBefore ?? message.Content.Length));
        }

        writer.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter writer, ReadOnlySpan<byte> field, IEnumerable<int> numbers)
    {
        writer.WriteStartArray(field);
        foreach (var number in numbers)
            writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }
}
