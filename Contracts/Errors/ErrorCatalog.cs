namespace Platform.Contracts.Errors;

/// <summary>The one place where kinds of failure are mapped to HTTP.</summary>
public static class ErrorCatalog
{
    private static readonly ErrorKind[] Kinds = Build();

    /// <summary>The HTTP form of a code.</summary>
    public static ErrorKind Describe(ErrorCode code) => Kinds[(int)code];

    private static ErrorKind[] Build()
    {
        var kinds = new ErrorKind[Enum.GetValues<ErrorCode>().Length];
        Invalid(ErrorCode.InvalidJson, "invalid_json");
        Invalid(ErrorCode.UnsupportedContentType, "unsupported_content_type");
        Invalid(ErrorCode.MissingField, "missing_field");
        Invalid(ErrorCode.InvalidValue, "invalid_value");
        Set(ErrorCode.MissingKey, 401, "authentication_error", "missing_api_key");
        Set(ErrorCode.InvalidKey, 401, "authentication_error", "invalid_api_key");
        Set(ErrorCode.RoleNotAllowed, 403, "permission_error", "role_not_allowed");
        Set(ErrorCode.TenantSuspended, 403, "permission_error", "tenant_suspended");
        Set(ErrorCode.RouteNotFound, 404, "not_found_error", "route_not_found");
        Set(ErrorCode.MethodNotAllowed, 405, "invalid_request_error", "method_not_allowed");
        Set(ErrorCode.TenantNotFound, 404, "not_found_error", "tenant_not_found");
        Set(ErrorCode.KeyNotFound, 404, "not_found_error", "key_not_found");
        Set(ErrorCode.AgentNotFound, 404, "not_found_error", "agent_not_found");
        Set(ErrorCode.SessionNotFound, 404, "not_found_error", "session_not_found");
        Set(ErrorCode.UserNotFound, 404, "not_found_error", "user_not_found");
        Set(ErrorCode.ModelNotFound, 404, "not_found_error", "model_not_found");
        Set(ErrorCode.AlreadyExists, 409, "conflict_error", "already_exists");
        Set(ErrorCode.SessionBusy, 409, "conflict_error", "session_busy");
        Set(ErrorCode.IdempotencyConflict, 422, "conflict_error", "idempotency_conflict");
        Set(ErrorCode.BodyTooLarge, 413, "invalid_request_error", "body_too_large");
        Set(ErrorCode.MessageTooLarge, 413, "invalid_request_error", "message_too_large");
        Set(ErrorCode.RateLimited, 429, "rate_limit_error", "rate_limited");
        Set(ErrorCode.Overloaded, 503, "overloaded_error", "overloaded");
        Set(ErrorCode.StorageUnavailable, 503, "overloaded_error", "storage_unavailable");
        Set(ErrorCode.Interrupted, 503, "overloaded_error", "interrupted");
        Set(ErrorCode.ProviderFailed, 502, "provider_error", "provider_failed");
        Set(ErrorCode.ProviderTimeout, 504, "provider_error", "provider_timeout");
        Set(ErrorCode.InternalError, 500, "server_error", "internal_error");
        Set(ErrorCode.RequestTimeout, 408, "invalid_request_error", "request_timeout");
        Set(ErrorCode.Draining, 503, "overloaded_error", "draining");
        Set(ErrorCode.TurnExpired, 503, "overloaded_error", "turn_expired");
        Set(ErrorCode.NotTheLastTurn, 409, "conflict_error", "not_the_last_turn");
        Set(ErrorCode.ResponseNotFound, 404, "not_found_error", "response_not_found");
        Set(ErrorCode.ConversationNotFound, 404, "not_found_error", "conversation_not_found");
        Set(ErrorCode.ItemNotFound, 404, "not_found_error", "item_not_found");
        Set(ErrorCode.PreviousResponseNotFound, 404, "not_found_error", "previous_response_not_found");
        Set(ErrorCode.KeyBlocked, 403, "permission_error", "key_blocked");
        Set(ErrorCode.BudgetExceeded, 429, "rate_limit_error", "budget_exceeded");
        Set(ErrorCode.ErasureRunning, 503, "overloaded_error", "erasure_running");
        Set(ErrorCode.ProviderNotFound, 404, "not_found_error", "provider_not_found");
        return kinds;

        void Invalid(ErrorCode code, string name) => Set(code, 400, "invalid_request_error", name);
        void Set(ErrorCode code, int status, string type, string name) => kinds[(int)code] = new ErrorKind(status, type, name);
    }
}
