namespace Platform.Tests.Api.Isolation;

/// <summary>What a stranger is answered.</summary>
public enum Stranger
{
    /// <summary>404: there is no such thing.</summary>
    FindsNothing,

    /// <summary>200 or 201, with a list that is empty or an object of the stranger's own, in which nothing of the other tenant is.</summary>
    GetsItsOwn,

    /// <summary>403 for every key of a tenant: the route is the operator's.</summary>
    MayNot,
}

/// <summary>A request that names objects of another tenant, in its path, query, headers or body.</summary>
/// <param name="Route">The route, as the OpenAPI document writes it.</param>
/// <param name="Path">Path and query, with <c>{session}</c> and so on for the objects.</param>
/// <param name="Stranger">What an owner's key of another tenant is answered; with a key that only chats, an owner's route answers 403.</param>
/// <param name="Body">The body; null: none.</param>
/// <param name="SessionHeader">What goes into <c>x-session-id</c>; null: nothing.</param>
public sealed record WalkStep(string Route, string Path, Stranger Stranger = Stranger.FindsNothing, string? Body = null, string? SessionHeader = null)
{
    private const string Hello = "\"messages\":[{\"role\":\"user\",\"content\":\"intruder\"}]";

    /// <summary>
    /// Every way to name an object. A route of the document that is missing here fails
    /// <see cref="IsolationWalkTests"/>: a new one takes a line for each place where it takes an id.
    /// </summary>
    public static readonly WalkStep[] All =
    [
        new("POST /admin/tenants", "/admin/tenants", Stranger.MayNot, """{"id":"{tenant}-more"}"""),
        new("GET /admin/tenants", "/admin/tenants", Stranger.MayNot),
        new("GET /admin/tenants/{id}", "/admin/tenants/{tenant}", Stranger.MayNot),
        new("PATCH /admin/tenants/{id}", "/admin/tenants/{tenant}", Stranger.MayNot, """{"name":"intruder"}"""),
        new("DELETE /admin/tenants/{id}", "/admin/tenants/{tenant}", Stranger.MayNot),
        new("POST /admin/tenants/{id}/suspend", "/admin/tenants/{tenant}/suspend", Stranger.MayNot),
        new("POST /admin/tenants/{id}/resume", "/admin/tenants/{tenant}/resume", Stranger.MayNot),
        new("POST /admin/tenants/{id}/keys", "/admin/tenants/{tenant}/keys", Stranger.MayNot, """{"role":"owner"}"""),
        new("GET /admin/tenants/{id}/keys", "/admin/tenants/{tenant}/keys", Stranger.MayNot),
        new("POST /admin/tenants/{id}/keys/{keyId}/rotate", "/admin/tenants/{tenant}/keys/{key}/rotate", Stranger.MayNot),
        new("PATCH /admin/tenants/{id}/keys/{keyId}", "/admin/tenants/{tenant}/keys/{key}", Stranger.MayNot, """{"isBlocked":true}"""),
        new("DELETE /admin/tenants/{id}/keys/{keyId}", "/admin/tenants/{tenant}/keys/{key}", Stranger.MayNot),
        new("GET /admin/tenants/{id}/usage", "/admin/tenants/{tenant}/usage", Stranger.MayNot),
        new("GET /admin/tenants/{id}/budgets", "/admin/tenants/{tenant}/budgets", Stranger.MayNot),
        new("GET /admin/tenants/{id}/export", "/admin/tenants/{tenant}/export", Stranger.MayNot),
        new("GET /admin/tenants/{id}/providers", "/admin/tenants/{tenant}/providers", Stranger.MayNot),
        new("PUT /admin/tenants/{id}/providers/{name}", "/admin/tenants/{tenant}/providers/{provider}", Stranger.MayNot, """{"apiKey":"intruder"}"""),
        new("GET /admin/tenants/{id}/providers/{name}", "/admin/tenants/{tenant}/providers/{provider}", Stranger.MayNot),
        new("DELETE /admin/tenants/{id}/providers/{name}", "/admin/tenants/{tenant}/providers/{provider}", Stranger.MayNot),
        new("GET /admin/audit", "/admin/audit?tenantId={tenant}", Stranger.MayNot),
        new("GET /admin/cluster", "/admin/cluster", Stranger.MayNot),

        new("GET /v1/audit", "/v1/audit?tenantId={tenant}", Stranger.GetsItsOwn),
        new("GET /v1/audit", "/v1/audit?actor={key}", Stranger.GetsItsOwn),
        new("GET /v1/usage", "/v1/usage?groupBy=user&id={user}", Stranger.GetsItsOwn),
        new("GET /v1/usage", "/v1/usage?groupBy=agent&id={agent}", Stranger.GetsItsOwn),
        new("GET /v1/usage", "/v1/usage?groupBy=key", Stranger.GetsItsOwn),
        new("GET /v1/budgets", "/v1/budgets?userId={user}", Stranger.GetsItsOwn),
        new("GET /v1/providers", "/v1/providers", Stranger.GetsItsOwn),
        new("GET /v1/providers/{name}", "/v1/providers/{provider}"),
        new("DELETE /v1/providers/{name}", "/v1/providers/{provider}"),
        new("GET /v1/users/{userId}/export", "/v1/users/{user}/export", Stranger.GetsItsOwn),
        new("DELETE /v1/users/{userId}", "/v1/users/{user}", Stranger.GetsItsOwn),
        new("GET /v1/models", "/v1/models", Stranger.GetsItsOwn),
        new("GET /v1/models/{id}", "/v1/models/agent/{agent}"),

        new("GET /v1/agents", "/v1/agents", Stranger.GetsItsOwn),
        new("GET /v1/agents/{id}", "/v1/agents/{agent}"),
        new("DELETE /v1/agents/{id}", "/v1/agents/{agent}"),
        new("GET /v1/agents/{id}/versions", "/v1/agents/{agent}/versions"),
        new("POST /v1/agents/{id}/versions/{version}/activate", "/v1/agents/{agent}/versions/1/activate"),

        new("GET /v1/sessions", "/v1/sessions", Stranger.GetsItsOwn),
        new("GET /v1/sessions", "/v1/sessions?userId={user}", Stranger.GetsItsOwn),
        new("GET /v1/sessions/{id}", "/v1/sessions/{session}"),
        new("PATCH /v1/sessions/{id}", "/v1/sessions/{session}", Body: """{"title":"intruder"}"""),
        new("DELETE /v1/sessions/{id}", "/v1/sessions/{session}"),
        new("GET /v1/sessions/{id}/messages", "/v1/sessions/{session}/messages"),
        new("POST /v1/sessions/{id}/messages", "/v1/sessions/{session}/messages", Body: """{"content":"intruder"}"""),
        new("POST /v1/sessions/{id}/messages", "/v1/sessions/{session}/messages", Body: """{"content":"intruder","stream":true}"""),
        new("GET /v1/sessions/{id}/export", "/v1/sessions/{session}/export"),
        new("GET /v1/sessions/{id}/events", "/v1/sessions/{session}/events"),
        new("POST /v1/sessions/{id}/cancel", "/v1/sessions/{session}/cancel"),
        new("GET /v1/dead-letters", "/v1/dead-letters", Stranger.GetsItsOwn),
        new("GET /v1/sessions/{id}/dead-letters", "/v1/sessions/{session}/dead-letters"),
        new("DELETE /v1/sessions/{id}/dead-letters", "/v1/sessions/{session}/dead-letters"),

        new("POST /v1/conversations", "/v1/conversations", Stranger.GetsItsOwn, "{}"),
        new("GET /v1/conversations/{id}", "/v1/conversations/{session}"),
        new("POST /v1/conversations/{id}", "/v1/conversations/{session}", Body: """{"metadata":{"intruder":"yes"}}"""),
        new("DELETE /v1/conversations/{id}", "/v1/conversations/{session}"),
        new("GET /v1/conversations/{id}/items", "/v1/conversations/{session}/items"),
        new("POST /v1/conversations/{id}/items", "/v1/conversations/{session}/items", Body: """{"items":[{"role":"user","content":"intruder"}]}"""),
        new("GET /v1/conversations/{id}/items/{itemId}", "/v1/conversations/{session}/items/{item}"),
        new("DELETE /v1/conversations/{id}/items/{itemId}", "/v1/conversations/{session}/items/{item}"),

        new("POST /v1/chat/completions", "/v1/chat/completions", Body: $$"""{"model":"agent/{agent}",{{Hello}}}"""),
        new("POST /v1/chat/completions", "/v1/chat/completions", Body: $$"""{"model":"agent/{agent}",{{Hello}}}""", SessionHeader: "{session}"),
        new("POST /v1/responses", "/v1/responses", Body: """{"model":"agent/{agent}","input":"intruder"}"""),
        new("POST /v1/responses", "/v1/responses", Body: """{"model":"MODEL","input":"intruder","conversation":"{session}"}"""),
        new("POST /v1/responses", "/v1/responses", Body: """{"model":"MODEL","input":"intruder","conversation":{"id":"{session}"}}"""),
        new("POST /v1/responses", "/v1/responses", Body: """{"model":"MODEL","input":"intruder","store":false,"conversation":"{session}"}"""),
        new("POST /v1/responses", "/v1/responses", Body: """{"model":"MODEL","input":"intruder","previous_response_id":"{response}"}"""),
        new("POST /v1/responses", "/v1/responses", Body: """{"model":"MODEL","input":"intruder","store":false,"previous_response_id":"{response}"}"""),
        new("POST /v1/responses", "/v1/responses", Body: """{"model":"MODEL","input":[{"type":"item_reference","id":"{item}"}]}"""),
        new("POST /v1/responses/compact", "/v1/responses/compact", Body: """{"model":"agent/{agent}","input":"intruder"}"""),
        new("POST /v1/responses/compact", "/v1/responses/compact", Body: """{"model":"MODEL","previous_response_id":"{response}"}"""),
        new("GET /v1/responses/{id}", "/v1/responses/{response}"),
        new("GET /v1/responses/{id}", "/v1/responses/{response}?stream=true"),
        new("DELETE /v1/responses/{id}", "/v1/responses/{response}"),
        new("POST /v1/responses/{id}/cancel", "/v1/responses/{response}/cancel"),
        new("GET /v1/responses/{id}/input_items", "/v1/responses/{response}/input_items"),
    ];

    /// <summary>
    /// Routes under which a tenant's ids are its own choice: the same id in another tenant is another object, which is made. And
    /// the WebSocket, whose messages are those of POST /v1/responses.
    /// </summary>
    public static readonly WalkStep[] Making =
    [
        new("PUT /v1/agents/{id}", "/v1/agents/{agent}", Stranger.GetsItsOwn, """{"model":"builtin/echo?tokens=1","instructions":"intruder"}"""),
        new("PUT /v1/providers/{name}", "/v1/providers/{provider}", Stranger.GetsItsOwn, """{"apiKey":"intruder"}"""),
        new("POST /v1/sessions", "/v1/sessions", Stranger.GetsItsOwn, """{"id":"{session}","title":"intruder","userId":"intruder"}"""),
        new("POST /v1/chat/completions", "/v1/chat/completions", Stranger.GetsItsOwn, $$"""{"model":"builtin/echo?history=1",{{Hello}}}""", "{session}"),
    ];

    /// <summary>Routes without anything of a tenant.</summary>
    public static readonly string[] Without = ["GET /v1/responses", "GET /v1/erasure-keys"];

    public override string ToString() => $"{Route} ({Path}{Body})";
}
