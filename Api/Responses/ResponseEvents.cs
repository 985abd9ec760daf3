using System.Text;
using Platform.Api.Errors;
using Platform.Api.Items;
using Platform.Api.Streaming;
using Platform.Contracts.Errors;
using Platform.Contracts.Sessions;

namespace Platform.Api.Responses;

/// <summary>
/// Translates the events of a turn into those of a response. The numbers follow from the turn's events alone, and so are the
/// same for every viewer, on any replica: a viewer that comes back gets all of it translated anew, and what it has is left out.
/// </summary>
/// <param name="terms">What was asked for.</param>
/// <param name="sessionId">The session, known once there is an event; null when the turn is stored nowhere.</param>
/// <param name="after">The number of the last event that the viewer has; -1 for none.</param>
internal sealed class ResponseEvents(ResponseTerms terms, Func<string?> sessionId, long after)
{
    private readonly List<ItemView> _output = [];
    private readonly StringBuilder _written = new();
    private readonly HashSet<int> _calls = [];
    private ResponseView? _begun;
    private string _turnId = "";
    private long _answerSeq;
    private long _number;
    private int _textPlace;
    private ItemView? _open;
    private int _openCall;

    /// <summary>Whether anything of the response has been told.</summary>
    public bool HasBegun => _begun is not null;

    /// <summary>A failure of which no response tells.</summary>
    public static ResponseEventView Error(Failure failure)
    {
        var error = ErrorAnswer.EnvelopeOf(failure).Error;
        return new ResponseEventView
        {
            Type = "error",
            Status = ErrorCatalog.Describe(failure.Code).Status,
            Code = error.Code,
            Message = error.Message,
            Error = ResponseEventErrorView.Of(error),
        };
    }

    /// <summary>What an event of the turn tells.</summary>
    public IEnumerable<ResponseEventView> Of(TurnEvent step)
    {
        foreach (var view in Translate(step))
        {
            if (Numbered(view) is { } wanted)
                yield return wanted;
        }
    }

    /// <summary>What a failure tells that the turn itself does not.</summary>
    public IEnumerable<ResponseEventView> Of(Failure failure)
    {
        if (_begun is null)
        {
            yield return Error(failure) with { SequenceNumber = after + 1 };
            yield break;
        }

        foreach (var view in Failed(failure))
        {
            if (Numbered(view) is { } wanted)
                yield return wanted;
        }
    }

    private ResponseEventView? Numbered(ResponseEventView view)
    {
        var number = _number++;
        return number <= after ? null : view with { SequenceNumber = number };
    }

    private IEnumerable<ResponseEventView> Translate(TurnEvent step) => step.Kind switch
    {
        TurnEventKind.Started => Begin(step),
        TurnEventKind.TextDelta when step.Text is { } text => Text(text),
        TurnEventKind.ToolCallDelta when step.ToolCall is { } call => Call(call),
        TurnEventKind.Ended when step.Result is { } result => Ended(step, result),
        TurnEventKind.Failed => [.. _begun is null ? Begin(step) : [], .. Failed(TurnStreaming.FailureOf(step))],
        _ => [],
    };

    private IEnumerable<ResponseEventView> Begin(TurnEvent step)
    {
        (_turnId, _answerSeq) = (step.TurnId, step.AnswerSeq);
        _begun = ResponseAnswer.Begun(sessionId(), terms, step.TurnId);
        yield return new ResponseEventView { Type = "response.created", Response = _begun };
        yield return new ResponseEventView { Type = "response.in_progress", Response = _begun };
    }

    private IEnumerable<ResponseEventView> Text(string text)
    {
        if (_open is not { Type: "message" })
        {
            foreach (var view in Close(StoredItems.Completed))
                yield return view;
            var id = new ItemId(ItemKind.Message, _turnId, _answerSeq, _textPlace, sessionId());
            _open = StoredItems.Message(id, new ChatMessage(ChatRole.Assistant, ""), StoredItems.InProgress);
            yield return Added(_open with { Content = [] });
            yield return Of("response.content_part.added") with { ContentIndex = 0, Part = ItemContentView.Output("") };
        }

        if (text.Length == 0)
            yield break;
        _written.Append(text);
        yield return Of("response.output_text.delta") with { ContentIndex = 0, Delta = text, Logprobs = [] };
    }

    private IEnumerable<ResponseEventView> Call(ToolCallDelta piece)
    {
        if (_open is not { Type: "function_call" } || _openCall != piece.Index)
        {
            // Models write one call after the other; of one that went back to an earlier call, the end tells the whole.
            if (!_calls.Add(piece.Index))
                yield break;
            foreach (var view in Close(StoredItems.Completed))
                yield return view;
            var id = new ItemId(ItemKind.FunctionCall, _turnId, _answerSeq, piece.Index, sessionId());
            (_openCall, _textPlace) = (piece.Index, piece.Index + 1);
            _open = StoredItems.Call(id, new ToolCall(piece.Id ?? $"call_{piece.Index}", piece.Name ?? "", ""), StoredItems.InProgress);
            yield return Added(_open);
        }

        if (piece.Arguments.Length == 0)
            yield break;
        _written.Append(piece.Arguments);
        yield return Of("response.function_call_arguments.delta") with { Delta = piece.Arguments };
    }

    private IEnumerable<ResponseEventView> Ended(TurnEvent step, TurnResult result)
    {
        if (_begun is null)
        {
            foreach (var view in Begin(step))
                yield return view;
        }

        // An answer without a word is a message all the same.
        if (_output.Count == 0 && _open is null && result is { Status: TurnStatus.Completed, Message: not null })
        {
            foreach (var view in Text(""))
                yield return view;
        }

        foreach (var view in Close(ResponseAnswer.ItemStatusOf(result)))
            yield return view;
        // As it is stored: of a cancelled answer that can be less than was told.
        var end = ResponseAnswer.Of(sessionId(), terms, result);
        yield return result.Status == TurnStatus.Cancelled
            // Clients know no event of a cancellation.
            ? new ResponseEventView { Type = "response.incomplete", Response = end with { Status = ResponseStatus.Incomplete, IncompleteDetails = new("cancelled") } }
            : new ResponseEventView { Type = "response." + end.Status, Response = end };
    }

    private IEnumerable<ResponseEventView> Failed(Failure failure)
    {
        foreach (var view in Close(StoredItems.Incomplete))
            yield return view;
        // Of a turn that was lost not every event is known again, but its viewers have to hear of its end.
        _number = Math.Max(_number, after + 1);
        yield return new ResponseEventView
        {
            Type = "response.failed",
            Response = _begun! with { Status = ResponseStatus.Failed, Output = [.. _output], Error = ResponseErrorView.Of(ResponseFailures.InTerms(failure)) },
        };
    }

    private IEnumerable<ResponseEventView> Close(string status)
    {
        if (_open is null)
            yield break;
        var written = _written.ToString();
        if (_open.Type == "message")
        {
            var part = ItemContentView.Output(written);
            yield return Of("response.output_text.done") with { ContentIndex = 0, Text = written, Logprobs = [] };
            yield return Of("response.content_part.done") with { ContentIndex = 0, Part = part };
            _open = _open with { Status = status, Content = [part] };
        }
        else
        {
            yield return Of("response.function_call_arguments.done") with { Name = _open.Name, Arguments = written };
            _open = _open with { Status = status, Arguments = written };
        }

        yield return new ResponseEventView { Type = "response.output_item.done", OutputIndex = _output.Count, Item = _open };
        _output.Add(_open);
        _written.Clear();
        _open = null;
    }

    private ResponseEventView Added(ItemView item) => new() { Type = "response.output_item.added", OutputIndex = _output.Count, Item = item };

    private ResponseEventView Of(string type) => new() { Type = type, ItemId = _open!.Id, OutputIndex = _output.Count };
}
