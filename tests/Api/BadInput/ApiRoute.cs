namespace Platform.Tests.Api.BadInput;

/// <summary>One route of the API with a request that works.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Template">The path as the OpenAPI document writes it.</param>
/// <param name="Body">A body that works; null when the route takes none.</param>
/// <param name="BodyRequired">Whether the body has to be there.</param>
public sealed record ApiRoute(string Method, string Template, string? Body = null, bool BodyRequired = true)
{
    /// <summary>Every route. A test compares the list with the OpenAPI document.</summary>
    public static readonly ApiRoute[] All =
    [
        new("POST", "/admin/tenants", """{"id":"a-tenant-of-its-own"}"""),
        new("GET", "/admin/tenants"),
        new("GET", "/admin/tenants/{id}"),
        new("PATCH", "/admin/tenants/{id}", """{"name":"n"}"""),
        new("DELETE", "/admin/tenants/{id}"),
        new("POST", "/admin/tenants/{id}/suspend"),
        new("POST", "/admin/tenants/{id}/resume"),
        new("POST", "/admin/tenants/{id}/keys", """{"role":"owner"}"""),
        new("GET", "/admin/tenants/{id}/keys"),
        new("POST", "/admin/tenants/{id}/keys/{keyId}/rotate", """{"graceSeconds":1}""", BodyRequired: false),
        new("PATCH", "/admin/tenants/{id}/keys/{keyId}", """{"name":"n"}"""),
        new("DELETE", "/admin/tenants/{id}/keys/{keyId}"),
        new("GET", "/admin/tenants/{id}/usage"),
        new("GET", "/admin/tenants/{id}/budgets"),
        new("GET", "/admin/audit"),
        new("GET", "/v1/audit"),
        new("GET", "/v1/usage"),
        new("GET", "/v1/budgets"),
        new("GET", "/admin/tenants/{id}/export"),
        new("GET", "/admin/tenants/{id}/providers"),
        new("PUT", "/admin/tenants/{id}/providers/{name}", """{"apiKey":"a-key"}"""),
        new("GET", "/admin/tenants/{id}/providers/{name}"),
        new("DELETE", "/admin/tenants/{id}/providers/{name}"),
        new("GET", "/admin/cluster"),
        new("GET", "/v1/agents"),
        new("PUT", "/v1/agents/{id}", """{"model":"builtin/echo"}"""),
        new("GET", "/v1/agents/{id}"),
        new("DELETE", "/v1/agents/{id}"),
        new("GET", "/v1/agents/{id}/versions"),
        new("POST", "/v1/agents/{id}/versions/{version}/activate"),
        new("POST", "/v1/sessions", """{"title":"t"}""", BodyRequired: false),
        new("GET", "/v1/sessions"),
        new("GET", "/v1/sessions/{id}"),
        new("PATCH", "/v1/sessions/{id}", """{"title":"t"}"""),
        new("DELETE", "/v1/sessions/{id}"),
        new("GET", "/v1/sessions/{id}/messages"),
        new("POST", "/v1/sessions/{id}/messages", """{"content":"hello"}"""),
        new("GET", "/v1/sessions/{id}/events"),
        new("POST", "/v1/sessions/{id}/cancel", "{}", BodyRequired: false),
        new("GET", "/v1/sessions/{id}/export"),
        new("DELETE", "/v1/users/{userId}"),
        new("GET", "/v1/users/{userId}/export"),
        new("GET", "/v1/erasure-keys"),
        new("GET", "/v1/providers"),
        new("PUT", "/v1/providers/{name}", """{"apiKey":"a-key"}"""),
        new("GET", "/v1/providers/{name}"),
        new("DELETE", "/v1/providers/{name}"),
        new("GET", "/v1/dead-letters"),
        new("GET", "/v1/sessions/{id}/dead-letters"),
        new("DELETE", "/v1/sessions/{id}/dead-letters"),
        new("POST", "/v1/conversations", """{"metadata":{"a":"b"}}""", BodyRequired: false),
        new("GET", "/v1/conversations/{id}"),
        new("POST", "/v1/conversations/{id}", """{"metadata":{"a":"b"}}"""),
        new("DELETE", "/v1/conversations/{id}"),
        new("GET", "/v1/conversations/{id}/items"),
        new("POST", "/v1/conversations/{id}/items", """{"items":[{"role":"user","content":"hello"}]}"""),
        new("GET", "/v1/conversations/{id}/items/{itemId}"),
        new("DELETE", "/v1/conversations/{id}/items/{itemId}"),
        new("GET", "/v1/models"),
        new("GET", "/v1/models/{id}"),
        new("POST", "/v1/chat/completions", """{"model":"builtin/echo","messages":[{"role":"user","content":"hello"}]}"""),
        new("POST", "/v1/responses", """{"model":"builtin/echo","input":"hello"}"""),
        new("GET", "/v1/responses"),
        new("POST", "/v1/responses/compact", """{"model":"builtin/echo","input":"hello"}"""),
        new("GET", "/v1/responses/{id}"),
        new("DELETE", "/v1/responses/{id}"),
        new("POST", "/v1/responses/{id}/cancel"),
        new("GET", "/v1/responses/{id}/input_items"),
    ];

    /// <summary>Those that ask for a key.</summary>
    public static IEnumerable<ApiRoute> WithKey => All.Where(static route => !route.IsOpen);

    /// <summary>Those that take a body.</summary>
    public static IEnumerable<ApiRoute> WithBody => All.Where(static route => route.Body is not null);

    /// <summary>Those that name an object.</summary>
    public static IEnumerable<ApiRoute> WithId => All.Where(static route => route.Template.Contains("{id}"));

    /// <summary>Whether it is the operator's.</summary>
    public bool IsAdmin => Template.StartsWith("/admin", StringComparison.Ordinal);

    /// <summary>Whether it asks for no key.</summary>
    public bool IsOpen => Template == "/v1/erasure-keys";

    /// <summary>The path for an object; other objects get names that look right.</summary>
    public string Path(string id) => Template
        .Replace("{id}", id)
        .Replace("{keyId}", "key_00000000000000000000000000")
        .Replace("{itemId}", "msg_00000000000000000000000000_1_xcw")
        .Replace("{version}", "1")
        .Replace("{userId}", "somebody")
        .Replace("{name}", "openai");

    public override string ToString() => $"{Method} {Template}";
}
