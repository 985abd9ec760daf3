using Platform.Contracts.Errors;

namespace Platform.Silo.Sessions;

/// <summary>What callers of a session are told, in one place.</summary>
internal static class SessionFailures
{
    public static PlatformException NotFound(string sessionId) =>
        new(ErrorCode.SessionNotFound, $"There is no session '{sessionId}'. Create it first, or check its id.");

    public static PlatformException AlreadyExists(string sessionId) =>
        new(ErrorCode.AlreadyExists, $"There is a session '{sessionId}' already. Choose another id, or leave it out.");

    public static PlatformException AgentNotFound(string agentId) =>
        new(ErrorCode.AgentNotFound, $"There is no agent '{agentId}'. Create it first, or check its id.", "agentId");

    public static PlatformException TenantNotFound(string tenantId) =>
        new(ErrorCode.TenantNotFound, $"There is no tenant '{tenantId}'.");

    public static PlatformException TenantSuspended() =>
        new(ErrorCode.TenantSuspended, "The tenant is suspended. Ask the platform's operator.");

    public static PlatformException NoModel() =>
        new(ErrorCode.MissingField, "Name a model, or an agent that has one.", "model");

    public static PlatformException NoInput() =>
        new(ErrorCode.MissingField, "A turn needs at least one message.", "content");

    public static PlatformException TooManyMessages(int count, int limit) =>
        new(ErrorCode.InvalidValue, $"A turn may add {limit} messages, and this one has {count}.", "messages");

    public static PlatformException MessageTooLarge(int limit) =>
        new(ErrorCode.MessageTooLarge, $"A message may have {limit} bytes. Shorten it or split it.", "content");

    public static PlatformException InvalidHistoryLimit(int most) =>
        new(ErrorCode.InvalidValue, $"Ask for 1 to {most} messages.", "limit");

    public static PlatformException Busy(string turnId, TimeSpan retryAfter) =>
        new(ErrorCode.SessionBusy, $"The session is busy with turn '{turnId}'. Wait for its end, or cancel it.", retryAfter: retryAfter);

    public static PlatformException QueueFull(int waiting, TimeSpan retryAfter) =>
        new(ErrorCode.RateLimited, $"{waiting} messages wait in this session already. Try again shortly.", retryAfter: retryAfter);

    public static PlatformException Overloaded(TimeSpan retryAfter) =>
        new(ErrorCode.Overloaded, "The platform has no room for another turn at the moment. Try again shortly.", retryAfter: retryAfter);

    public static PlatformException TenantBusy(int limit, TimeSpan retryAfter) =>
        new(ErrorCode.RateLimited, $"{limit} turns of this tenant run or wait already. Try again when some have ended.", retryAfter: retryAfter);

    public static PlatformException WaitedTooLong(TimeSpan ttl, TimeSpan retryAfter) => new(
        ErrorCode.TurnExpired,
        $"The message waited {ttl.TotalSeconds:0.#} s behind other turns of the session and was dropped without having run; it is among the session's dead letters. Send it again, or allow a longer wait.",
        retryAfter: retryAfter);

    public static PlatformException StorageAway(TimeSpan retryAfter) =>
        new(ErrorCode.StorageUnavailable, "The store is away at the moment. Try again shortly.", retryAfter: retryAfter);

    public static PlatformException NotTheLastTurn(string turnId) =>
        new(ErrorCode.NotTheLastTurn, $"The conversation has gone on since turn '{turnId}'. Send the message to its end, or go on in a copy.");

    public static PlatformException KeyReused() =>
        new(ErrorCode.IdempotencyConflict, "This Idempotency-Key was used with another request. Use a new key for a new request.");

    public static PlatformException Moved(TimeSpan retryAfter) => new(
        ErrorCode.Interrupted,
        "The session moved to another silo before this was stored. Send it again; the same Idempotency-Key makes that safe.",
        retryAfter: retryAfter);

    public static PlatformException Stopping(TimeSpan retryAfter) => new(
        ErrorCode.Interrupted, "The silo stopped before the turn was done. Send it again.", retryAfter: retryAfter);

    public static PlatformException Draining(TimeSpan retryAfter) => new(
        ErrorCode.Draining, "The silo that has the session is stopping and did not run the turn. Send it again.", retryAfter: retryAfter);

    public static Failure Defect() =>
        new(ErrorCode.InternalError, "The turn failed because of a defect of the platform. The log has the details under the request's id.");
}
