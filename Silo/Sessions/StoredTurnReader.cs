using System.Text.Json;
using Platform.Contracts.Keys;
using Platform.Contracts.Sessions;
using Format = Platform.Silo.Sessions.StoredTurnFormat;

namespace Platform.Silo.Sessions;

/// <summary>Reads log entries.</summary>
internal static class StoredTurnReader
{
    /// <summary>The whole entry.</summary>
    /// <exception cref="FormatException">It is not an entry of this version; the message says why.</exception>
    public static StoredTurn Read(ReadOnlySpan<byte> entry)
    {
        try
        {
            return ReadTurn(entry);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"It is damaged: {error.Message}", error);
        }
    }

    private static StoredTurn ReadTurn(ReadOnlySpan<byte> entry)
    {
        var reader = new Utf8JsonReader(entry);
        string? turnId = null, model = null, key = null, note = null, keyId = null, agentId = null;
        long firstSeq = 0, at = 0, shownFrom = 0, cost = 0;
        var latency = 0;
        var status = TurnStatus.Completed;
        FinishReason? finish = null;
        TokenUsage? usage = null;
        byte[]? hash = null, pieces = null;
        List<ChatMessage> messages = [];
        List<long>? numbers = null;
        Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref reader, Format.VersionField))
                CheckVersion(reader.GetInt32());
            else if (Is(ref reader, Format.TurnField))
                turnId = SortableId.Turn + reader.GetString();
            else if (Is(ref reader, Format.FirstSeqField))
                firstSeq = reader.GetInt64();
            else if (Is(ref reader, Format.AtField))
                at = reader.GetInt64();
            else if (Is(ref reader, Format.StatusField))
                status = Format.Status(reader.ValueSpan);
            else if (Is(ref reader, Format.ModelField))
                model = reader.GetString();
            else if (Is(ref reader, Format.FinishField))
                finish = Format.Finish(reader.ValueSpan);
            else if (Is(ref reader, Format.UsageField))
                usage = ReadUsage(ref reader);
            else if (Is(ref reader, Format.CostField))
                cost = reader.GetInt64();
            else if (Is(ref reader, Format.LatencyField))
                latency = reader.GetInt32();
            else if (Is(ref reader, Format.AccountField))
                keyId = SortableId.Key + reader.GetString();
            else if (Is(ref reader, Format.AgentField))
                agentId = reader.GetString();
            else if (Is(ref reader, Format.KeyField))
                key = reader.GetString();
            else if (Is(ref reader, Format.HashField))
                hash = reader.GetBytesFromBase64();
            else if (Is(ref reader, Format.ShownFromField))
                shownFrom = reader.GetInt64();
            else if (Is(ref reader, Format.NoteField))
                note = reader.GetString();
            else if (Is(ref reader, Format.PiecesField))
                pieces = reader.GetBytesFromBase64();
            else if (Is(ref reader, Format.MessagesField))
                ReadMessages(ref reader, messages, ref numbers);
            else
                SkipValue(ref reader);
        }

        if (turnId is null || model is null || firstSeq <= 0 || messages.Count == 0 || (numbers is not null && numbers.Count != messages.Count))
            throw new FormatException("It lacks its turn, place, model or messages.");
        return new StoredTurn
        {
            TurnId = turnId,
            FirstSeq = firstSeq,
            Numbers = numbers?.ToArray(),
            At = DateTimeOffset.FromUnixTimeMilliseconds(at),
            Status = status,
            Messages = [.. messages],
            Model = model,
            FinishReason = finish,
            Usage = usage,
            CostNanos = cost,
            LatencyMs = latency,
            KeyId = keyId,
            AgentId = agentId,
            IdempotencyKey = key,
            RequestHash = hash,
            ShownFrom = shownFrom,
            Note = note,
            Pieces = pieces,
        };
    }

    private static void CheckVersion(int version)
    {
        if (version is < 1 or > Format.Version)
            throw new FormatException($"It has version {version}, and this release reads up to {Format.Version}.");
    }

    private static TokenUsage ReadUsage(ref Utf8JsonReader reader)
    {
        Span<int> figures = stackalloc int[3];
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (count < figures.Length)
                figures[count++] = reader.GetInt32();
        }

        return new TokenUsage(figures[0], figures[1], figures[2] == 1);
    }

    private static void ReadMessages(ref Utf8JsonReader reader, List<ChatMessage> messages, ref List<long>? numbers)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            messages.Add(ReadMessage(ref reader, ref numbers));
    }

    private static ChatMessage ReadMessage(ref Utf8JsonReader reader, ref List<long>? numbers)
    {
        ChatRole? role = null;
        string? content = null, name = null, callId = null;
        ToolCall[]? calls = null;
        List<int>? places = null, textBefore = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref reader, Format.RoleField))
                role = Format.Role(reader.ValueSpan);
            else if (Is(ref reader, Format.ContentField))
                content = reader.GetString();
            else if (Is(ref reader, Format.NameField))
                name = reader.GetString();
            else if (Is(ref reader, Format.CallIdField))
                callId = reader.GetString();
            else if (Is(ref reader, Format.CallsField))
                calls = ReadCalls(ref reader);
            else if (Is(ref reader, Format.PlacesField))
                places = ReadNumbers(ref reader);
            else if (Is(ref reader, Format.TextBeforeField))
                textBefore = ReadNumbers(ref reader);
            else if (Is(ref reader, Format.SeqField))
                (numbers ??= []).Add(reader.GetInt64());
            else
                SkipValue(ref reader);
        }

        return role is null || content is null
            ? throw new FormatException("A message lacks its role or content.")
            : new ChatMessage(role.Value, content, Placed(calls, places, textBefore, content.Length), callId, name);
    }

    private static List<int> ReadNumbers(ref Utf8JsonReader reader)
    {
        List<int> numbers = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            numbers.Add(reader.GetInt32());
        return numbers;
    }

    private static ToolCall[]? Placed(ToolCall[]? calls, List<int>? places, List<int>? textBefore, int textLength)
    {
        if (calls is null || (places is null && textBefore is null))
            return calls;
        if ((places?.Count ?? calls.Length) != calls.Length || (textBefore?.Count ?? calls.Length) != calls.Length)
            throw new FormatException("A message has other places than calls.");
        return
        [
            .. calls.Select((call, index) => call with
            {
                Place = places is null || places[index] == index ? null : places[index],
                TextBefore = textBefore is null || textBefore[index] >= textLength ? null : textBefore[index],
            }),
        ];
    }

    private static ToolCall[] ReadCalls(ref Utf8JsonReader reader)
    {
        List<ToolCall> calls = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            calls.Add(new ToolCall(Next(ref reader), Next(ref reader), Next(ref reader)));
            Expect(ref reader, JsonTokenType.EndArray);
        }

        return [.. calls];

        static string Next(ref Utf8JsonReader reader)
        {
            Expect(ref reader, JsonTokenType.String);
            return reader.GetString()!;
        }
    }

    /// <summary>Whether the reader stands on this property; then it is moved on to the value.</summary>
    private static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> property) =>
        reader.ValueTextEquals(property) && reader.Read();

    private static void SkipValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType token)
    {
        if (!reader.Read() || reader.TokenType != token)
            throw new FormatException($"It is damaged: {token} was expected.");
    }
}
