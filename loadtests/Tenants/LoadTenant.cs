using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.LoadTests.Load;
using Platform.LoadTests.Scenarios;

namespace Platform.LoadTests.Tenants;

/// <summary>A tenant that a scenario makes for itself, with an agent <c>echo</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Key">An owner's key.</param>
internal sealed record LoadTenant(string Id, string Key)
{
    /// <summary>The agent that answers at once.</summary>
    public const string Agent = "echo";

    /// <summary>Makes one.</summary>
    /// <param name="context">The platform, which has to be the scenario's own.</param>
    /// <param name="name">What its id begins with.</param>
    /// <param name="settings">Its settings, as the API takes them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<LoadTenant> Create(ScenarioContext context, string name, object settings, CancellationToken cancellationToken)
    {
        var id = $"{name}-{Guid.NewGuid():N}"[..20];
        using var admin = Admin(context);
        await Expect(admin.PostAsJsonAsync("/admin/tenants", new { id }, cancellationToken), cancellationToken);
        await Expect(admin.PatchAsJsonAsync($"/admin/tenants/{id}", settings, cancellationToken), cancellationToken);
        var key = await Expect(admin.PostAsJsonAsync($"/admin/tenants/{id}/keys", new { role = "owner" }, cancellationToken), cancellationToken);
        var tenant = new LoadTenant(id, key.GetProperty("key").GetString()!);
        using var owner = tenant.Client(context.Server);
        await Expect(owner.PutAsJsonAsync($"/v1/agents/{Agent}", new { model = "builtin/echo" }, cancellationToken), cancellationToken);
        return tenant;
    }

    /// <summary>A client with the tenant's key.</summary>
    public HttpClient Client(Uri server) => Client(server, Key);

    /// <summary>The operator's client.</summary>
    /// <exception cref="LoadFailedException">The platform is not the scenario's own.</exception>
    public static HttpClient Admin(ScenarioContext context) => context.Platform is { } platform
        ? Client(context.Server, platform.AdminKey)
        : throw new LoadFailedException("This scenario makes tenants of its own: run it without --url, so that it starts a platform for itself.");

    /// <summary>The JSON of an answer that has to be a success.</summary>
    public static async Task<JsonElement> Expect(Task<HttpResponseMessage> answering, CancellationToken cancellationToken)
    {
        using var answer = await answering;
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.IsSuccessStatusCode
            ? JsonElement.Parse(text)
            : throw new LoadFailedException($"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri!.PathAndQuery} answered {(int)answer.StatusCode}: {text}");
    }

    private static HttpClient Client(Uri server, string key)
    {
        var http = new HttpClient { BaseAddress = server };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }
}
