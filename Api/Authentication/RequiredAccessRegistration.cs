using Platform.Api.Audit;

namespace Platform.Api.Authentication;

/// <summary>Sets what routes ask of an API key.</summary>
internal static class RequiredAccessRegistration
{
    /// <summary>
    /// Every route of the builder wants a key with this access; the innermost setting counts. What an owner's or an admin key
    /// changes is audited.
    /// </summary>
    public static TBuilder RequireAccess<TBuilder>(this TBuilder builder, Access access)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.WithMetadata(new RequiredAccess(access));
        if (access != Access.Chat)
            builder.Add(Audited.Mark);
        return builder;
    }
}
