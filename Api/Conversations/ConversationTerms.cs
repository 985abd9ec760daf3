using Platform.Contracts.Errors;

namespace Platform.Api.Conversations;

/// <summary>Has every route under a conversation's path tell the failures of its session as those of a conversation.</summary>
internal sealed class ConversationTerms : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (PlatformException error)
        {
            var told = ConversationFailures.Of(error, (string?)context.HttpContext.GetRouteValue("id"));
            if (told == error)
                throw;
            throw told;
        }
    }
}
