using System.Runtime.CompilerServices;
using System.Text;
using Platform.Contracts.Sessions;

namespace Platform.Silo.Sessions;

/// <summary>
/// The numbered events of one turn. Any number of viewers read at their own pace, each from where it was; none is ever
/// waited for. When the turn has ended, the pieces of text become one text with the places where each ended, which costs
/// little to keep for the replay. Belongs to one activation, so nothing here runs at the same time.
/// </summary>
/// <param name="turnId">The turn.</param>
/// <param name="options">Its bounds.</param>
/// <param name="isExact">Whether every viewer gets each piece by itself, however far behind it is.</param>
internal sealed class TurnEvents(string turnId, SessionOptions options, bool isExact)
{
    private const int GatheredLength = 1024;
    private readonly List<int> _ends = [];
    private List<string>? _pieces = [];
    private Dictionary<int, ToolCallDelta>? _calls;
    private StringBuilder? _gathered;
    private string? _model;
    private long _answerSeq;
    private string _text = "";
    private int _length;
    private TurnResult? _result;
    private TaskCompletionSource? _changed;

    /// <summary>The turn.</summary>
    public string TurnId => turnId;

    /// <summary>The number of the last event; 0 before the turn has started.</summary>
    private int Last => _model is null ? (_result is null ? 0 : 1) : _result is null ? _ends.Count + 1 : _ends.Count + 2;

    /// <summary>The turn runs.</summary>
    public void Start(string model, long answerSeq) => (_model, _answerSeq) = (model, answerSeq);

    /// <summary>
    /// Viewers get what is new, before this returns. Pieces that came together are best told together, so whoever adds them says when.
    /// Answers whether anybody waited.
    /// </summary>
    public bool Tell() => TakeWaiting()?.TrySetResult() == true;

    /// <summary>A piece of text came.</summary>
    public void AddText(string text)
    {
        if (_ends.Count >= options.MaxEventsPerTurn)
        {
            _gathered ??= new StringBuilder();
            _gathered.Append(text);
            if (_gathered.Length < GatheredLength)
                return;
            text = TakeGathered();
        }

        AppendText(text);
    }

    /// <summary>A piece of a tool call came.</summary>
    public void AddToolCall(ToolCallDelta piece)
    {
        FlushGathered();
        (_calls ??= []).Add(_ends.Count, piece);
        _pieces!.Add("");
        _ends.Add(_length);
    }

    /// <summary>The turn is over.</summary>
    public void End(TurnResult result)
    {
        FlushGathered();
        var text = result.Message?.Message.Content;
        _text = text?.Length == _length ? text : string.Concat(_pieces!);
        _pieces = null;
        _ends.TrimExcess();
        _result = result;
        // Not before this returns: what viewers do at the end would run in the middle of what the turn does at it.
        if (TakeWaiting() is { } waiting)
            ThreadPool.UnsafeQueueUserWorkItem(static waiting => waiting.TrySetResult(), waiting, preferLocal: true);
    }

    /// <summary>Takes in what was produced before anybody watched.</summary>
    public void CatchUp(AnswerBuilder answer)
    {
        if (!answer.IsEmpty)
            AddParts(answer.ToMessage());
    }

    /// <summary>The events of a turn that nobody watched, as few as possible.</summary>
    public static TurnEvents Of(TurnResult result, SessionOptions options)
    {
        var events = Begun(result, options, isExact: false);
        if (result.Message?.Message is { } answer)
            events.AddParts(answer);
        events.End(result);
        return events;
    }

    /// <summary>The events of a stored turn, as they were numbered when it ran if that is known.</summary>
    public static TurnEvents Of(StoredTurn stored, SessionOptions options, bool replayed = false)
    {
        var result = stored.ToResult(replayed);
        if (stored.Pieces is not { } pieces || result.Message?.Message is not { } answer || AnswerPieces.Split(pieces, answer) is not { } split)
            return Of(result, options);
        var events = Begun(result, options, isExact: true);
        foreach (var piece in split)
        {
            if (piece.ToolCall is { } call)
                events.AddToolCall(call);
            else
                events.AppendText(piece.Text!);
        }

        events.End(result);
        return events;
    }

    /// <summary>The pieces so far, to be stored; null when there is at most one.</summary>
    public byte[]? ToPieces()
    {
        FlushGathered();
        if (_ends.Count < 2)
            return null;
        var pieces = new AnswerPieces();
        for (var index = 0; index < _ends.Count; index++)
        {
            if (_calls is not null && _calls.TryGetValue(index, out var call))
                pieces.AddCall(call);
            else
                pieces.AddText(_ends[index] - (index == 0 ? 0 : _ends[index - 1]));
        }

        return pieces.ToArray();
    }

    /// <summary>The events beyond a number, and those to come until the last.</summary>
    public async IAsyncEnumerable<TurnEvent> Read(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = (int)Math.Clamp(after, 0, int.MaxValue - 1) + 1;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            while (next <= Last)
            {
                var following = Take(next);
                next = (int)following.Seq + 1;
                yield return following;
            }

            if (_result is not null)
                yield break;
            _changed ??= new TaskCompletionSource();
            await _changed.Task.WaitAsync(cancellationToken);
        }
    }

    private static TurnEvents Begun(TurnResult result, SessionOptions options, bool isExact)
    {
        var events = new TurnEvents(result.TurnId, options, isExact);
        events.Start(result.Model, result.Message?.Seq ?? 0);
        return events;
    }

    private TurnEvent Take(int seq)
    {
        if (seq == 1 && _model is not null)
            return new TurnEvent(1, TurnEventKind.Started, turnId) { Model = _model, AnswerSeq = _answerSeq };
        var first = seq - 2;
        // A turn that never ran has nothing but its end.
        if (first == _ends.Count || _model is null)
        {
            var kind = _result!.Status is TurnStatus.Failed or TurnStatus.Interrupted ? TurnEventKind.Failed : TurnEventKind.Ended;
            return new TurnEvent(seq, kind, turnId) { Result = _result };
        }

        if (_calls is not null && _calls.TryGetValue(first, out var call))
            return new TurnEvent(seq, TurnEventKind.ToolCallDelta, turnId) { ToolCall = call };
        var last = first;
        if (!isExact && _ends.Count - first > options.MergeBacklog)
        {
            while (last + 1 < _ends.Count && _calls?.ContainsKey(last + 1) != true)
                last++;
        }

        return new TurnEvent(last + 2, TurnEventKind.TextDelta, turnId) { Text = TextOf(first, last) };
    }

    private string TextOf(int first, int last)
    {
        if (_pieces is not null)
            return first == last ? _pieces[first] : string.Concat(_pieces.GetRange(first, last - first + 1));
        var start = first == 0 ? 0 : _ends[first - 1];
        return _text[start.._ends[last]];
    }

    private void AddParts(ChatMessage answer)
    {
        foreach (var part in MessagePart.Of(answer))
        {
            if (part.Call is { } call)
                AddToolCall(new ToolCallDelta(part.Place, call.Id, call.Name, call.Arguments));
            else if (part.End > part.Start)
                AppendText(part.TextIn(answer));
        }
    }

    private void AppendText(string text)
    {
        _length += text.Length;
        _pieces!.Add(text);
        _ends.Add(_length);
    }

    private void FlushGathered()
    {
        if (_gathered is { Length: > 0 })
            AppendText(TakeGathered());
    }

    private string TakeGathered()
    {
        var text = _gathered!.ToString();
        _gathered.Clear();
        return text;
    }

    private TaskCompletionSource? TakeWaiting()
    {
        var waiting = _changed;
        _changed = null;
        return waiting;
    }
}
