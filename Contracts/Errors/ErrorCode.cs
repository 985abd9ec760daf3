namespace Platform.Contracts.Errors;

/// <summary>
/// Every way in which the platform refuses or fails a request; the closed list behind <c>error.code</c>.
/// <see cref="ErrorCatalog"/> gives each its HTTP status, type and wire name.
/// </summary>
[GenerateSerializer, Alias("ErrorCode")]
public enum ErrorCode
{
    /// <summary>The body is not JSON, or nested too deeply.</summary>
    InvalidJson,

    /// <summary>The body is not sent as <c>application/json</c>.</summary>
    UnsupportedContentType,

    /// <summary>A field that must be there is missing.</summary>
    MissingField,

    /// <summary>A field has the wrong type, is out of range, or holds an unknown value.</summary>
    InvalidValue,

    /// <summary>The request carries no API key.</summary>
    MissingKey,

    /// <summary>The API key is unknown, expired or revoked.</summary>
    InvalidKey,

    /// <summary>The key's role does not allow this action.</summary>
    RoleNotAllowed,

    /// <summary>The tenant is suspended.</summary>
    TenantSuspended,

    /// <summary>No such route.</summary>
    RouteNotFound,

    /// <summary>The route exists, but not with this HTTP method.</summary>
    MethodNotAllowed,

    /// <summary>No such tenant.</summary>
    TenantNotFound,

    /// <summary>No such API key in this tenant.</summary>
    KeyNotFound,

    /// <summary>No such agent, or no such version of it.</summary>
    AgentNotFound,

    /// <summary>No such session.</summary>
    SessionNotFound,

    /// <summary>No such user.</summary>
    UserNotFound,

    /// <summary>No such model.</summary>
    ModelNotFound,

    /// <summary>An object with this id exists already.</summary>
    AlreadyExists,

    /// <summary>The session runs a turn and its policy is to reject a second one.</summary>
    SessionBusy,

    /// <summary>The idempotency key was used before with another request.</summary>
    IdempotencyConflict,

    /// <summary>The request body is larger than the server accepts.</summary>
    BodyTooLarge,

    /// <summary>The message is larger than a session accepts.</summary>
    MessageTooLarge,

    /// <summary>Too many requests, or too many at once.</summary>
    RateLimited,

    /// <summary>The platform has no room for another turn at this moment.</summary>
    Overloaded,

    /// <summary>The store is away or too slow; nothing was changed.</summary>
    StorageUnavailable,

    /// <summary>The replica or silo that had the request went away before it could answer.</summary>
    Interrupted,

    /// <summary>Every model in the chain refused or failed.</summary>
    ProviderFailed,

    /// <summary>The model did not answer in time.</summary>
    ProviderTimeout,

    /// <summary>A defect of the platform; the log has the details under the request id.</summary>
    InternalError,

    /// <summary>The request did not arrive in time.</summary>
    RequestTimeout,

    /// <summary>The silo that had the request is stopping; certain is that the request was not carried out.</summary>
    Draining,

    /// <summary>The turn waited longer for its place than it may, and was dropped without having run.</summary>
    TurnExpired,

    /// <summary>The conversation has gone on since the turn that this one was to follow.</summary>
    NotTheLastTurn,

    /// <summary>No such response.</summary>
    ResponseNotFound,

    /// <summary>No such conversation.</summary>
    ConversationNotFound,

    /// <summary>No such item in this conversation.</summary>
    ItemNotFound,

    /// <summary>The response that this one was to follow is not there.</summary>
    PreviousResponseNotFound,

    /// <summary>The operator has blocked the API key.</summary>
    KeyBlocked,

    /// <summary>A budget of the tenant, the user or the API key has no room for the turn.</summary>
    BudgetExceeded,

    /// <summary>The user is being erased; nothing new of the user is stored until that is done.</summary>
    ErasureRunning,

    /// <summary>No such model provider, or the tenant has no key of its own for it.</summary>
    ProviderNotFound,
}
