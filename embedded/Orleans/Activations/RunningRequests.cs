using Orleans.Calls;

namespace Orleans.Activations;

/// <summary>How many requests of each kind an activation runs, and which may join them.</summary>
internal struct RunningRequests
{
    private int _exclusive;
    private int _readOnly;
    private int _interleaved;

    public readonly bool Any => _exclusive + _readOnly + _interleaved > 0;

    /// <summary>Whether a request may start beside the running ones.</summary>
    public readonly bool Admit(ActivationRequest request, bool isReentrant) =>
        _exclusive + _readOnly == 0 || isReentrant || request.Interleaves || (request.OnlyReads && _exclusive == 0);

    public void Begin(ActivationRequest request) => Count(request, 1);

    public void End(ActivationRequest request) => Count(request, -1);

    private void Count(ActivationRequest request, int change)
    {
        if (request.Interleaves)
            _interleaved += change;
        else if (request.OnlyReads)
            _readOnly += change;
        else
            _exclusive += change;
    }
}
