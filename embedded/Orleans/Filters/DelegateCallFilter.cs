namespace Orleans.Filters;

internal sealed class DelegateCallFilter : IIncomingGrainCallFilter, IOutgoingGrainCallFilter
{
    private readonly IncomingGrainCallFilterDelegate? _incoming;
    private readonly OutgoingGrainCallFilterDelegate? _outgoing;

    public DelegateCallFilter(IncomingGrainCallFilterDelegate filter) => _incoming = filter;

    public DelegateCallFilter(OutgoingGrainCallFilterDelegate filter) => _outgoing = filter;

    public Task Invoke(IIncomingGrainCallContext context) => _incoming!(context);

    public Task Invoke(IOutgoingGrainCallContext context) => _outgoing!(context);
}
