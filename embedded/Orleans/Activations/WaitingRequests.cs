using Orleans.Calls;

namespace Orleans.Activations;

/// <summary>The requests that wait for an activation, linked through themselves so that an empty queue costs nothing.</summary>
internal struct WaitingRequests
{
    private ActivationRequest? _last;

    public ActivationRequest? First { get; private set; }

    public int Count { get; private set; }

    public void Append(ActivationRequest request)
    {
        if (_last is null)
            First = request;
        else
            _last.Next = request;
        _last = request;
        Count++;
    }

    /// <summary>Takes a request out.</summary>
    /// <param name="previous">The one before it; null for the first.</param>
    /// <param name="request">The request.</param>
    public void Remove(ActivationRequest? previous, ActivationRequest request)
    {
        if (previous is null)
            First = request.Next;
        else
            previous.Next = request.Next;
        if (request.Next is null)
            _last = previous;
        request.Next = null;
        Count--;
    }

    /// <summary>Takes all out.</summary>
    /// <returns>The first; the others follow it.</returns>
    public ActivationRequest? TakeAll()
    {
        var first = First;
        First = _last = null;
        Count = 0;
        return first;
    }
}
