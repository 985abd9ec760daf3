namespace Platform.Api.Audit;

/// <summary>Endpoint metadata: what the route does is entered in the audit log.</summary>
internal sealed class Audited
{
    private Audited()
    {
    }

    /// <summary>The only one.</summary>
    public static Audited Instance { get; } = new();

    /// <summary>
    /// Has a route be audited if it changes something. <see cref="Authentication.RequiredAccessRegistration.RequireAccess"/> does
    /// this for every route that wants an owner's or an admin key, so that none can forget it.
    /// </summary>
    public static void Mark(EndpointBuilder route)
    {
        var methods = route.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault()?.HttpMethods ?? [];
        if (methods.All(static method => HttpMethods.IsGet(method) || HttpMethods.IsHead(method)) || route.Metadata.Contains(Instance))
            return;
        route.Metadata.Add(Instance);
        // Outermost, so that what is entered is what the caller is told.
        route.FilterFactories.Insert(0, static (_, next) => context => AuditedCall.Run(context, next));
        var handle = route.RequestDelegate!;
        route.RequestDelegate = context => AuditedCall.Run(context, handle);
    }
}
