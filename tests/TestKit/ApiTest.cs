using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace Platform.Tests.TestKit;

/// <summary>A test of the HTTP API, with a tenant of its own: an owner's key, and an agent <c>echo</c> that repeats what it is told.</summary>
public abstract class ApiTest(PlatformFixture platform) : IAsyncLifetime
{
    private static int _tenants;

    protected const string AgentId = "echo";

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected PlatformFixture Platform => platform;

    protected string TenantId { get; } = $"t{Interlocked.Increment(ref _tenants)}-{Guid.NewGuid():N}"[..20];

    protected string OwnerKey { get; private set; } = "";

    /// <summary>The operator's client.</summary>
    protected HttpClient Admin { get; private set; } = null!;

    /// <summary>The client of the tenant's owner.</summary>
    protected HttpClient Owner { get; private set; } = null!;

    /// <summary>A client without a key.</summary>
    protected HttpClient Nobody { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        await platform.Ready();
        Admin = platform.Client(platform.AdminKey);
        Nobody = platform.Client(null);
        OwnerKey = await NewTenant(TenantId);
        Owner = platform.Client(OwnerKey);
        await Json(HttpStatusCode.OK, Owner.PutAsJsonAsync($"/v1/agents/{AgentId}", new { model = "builtin/echo" }, Cancellation));
    }

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Admin?.Dispose();
        Owner?.Dispose();
        Nobody?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Creates a tenant and answers an owner's key of it.</summary>
    protected async Task<string> NewTenant(string id)
    {
        await Json(HttpStatusCode.Created, Admin.PostAsJsonAsync("/admin/tenants", new { id }, Cancellation));
        return await NewKey(id, new { role = "owner" });
    }

    /// <summary>Creates a key and answers it.</summary>
    protected async Task<string> NewKey(string tenantId, object body) =>
        (await Json(HttpStatusCode.Created, Admin.PostAsJsonAsync($"/admin/tenants/{tenantId}/keys", body, Cancellation))).GetProperty("key").GetString()!;

    /// <summary>Creates a session of the tenant's agent and answers its id.</summary>
    protected async Task<string> NewSession(HttpClient? client = null, string? agentId = AgentId, string? userId = null) =>
        (await Json(HttpStatusCode.Created, (client ?? Owner).PostAsJsonAsync("/v1/sessions", new { agentId, userId }, Cancellation))).GetProperty("id").GetString()!;

    /// <summary>The JSON of an answer that has to have this status.</summary>
    protected static async Task<JsonElement> Json(HttpStatusCode expected, Task<HttpResponseMessage> answer)
    {
        using var message = await answer;
        return await Json(expected, message);
    }

    /// <summary>The JSON of an answer that has to have this status.</summary>
    protected static async Task<JsonElement> Json(HttpStatusCode expected, HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode == expected, $"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri!.PathAndQuery} answered {(int)answer.StatusCode}, not {(int)expected}: {text}");
        Assert.True(answer.Headers.Contains("x-request-id"), "The answer has no x-request-id.");
        return text.Length == 0 ? default : JsonElement.Parse(text);
    }

    /// <summary>The error of an answer, after checking status, code and the envelope's form.</summary>
    protected static async Task<JsonElement> Error(HttpStatusCode status, string code, Task<HttpResponseMessage> answer)
    {
        using var message = await answer;
        var error = Envelope.Checked(await Json(status, message));
        Assert.True(error.GetProperty("code").GetString() == code, $"The code is {error.GetProperty("code")}, not {code}: {error.GetProperty("message")}");
        if (status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
            Assert.NotNull(message.Headers.RetryAfter);
        return error;
    }

    /// <summary>The same, with the path of the field at fault.</summary>
    protected static async Task<JsonElement> Error(HttpStatusCode status, string code, string? param, Task<HttpResponseMessage> answer)
    {
        var error = await Error(status, code, answer);
        Assert.Equal(param, error.GetProperty("param").GetString());
        return error;
    }

    /// <summary>A body with exactly these characters.</summary>
    protected static StringContent Text(string json) => new(json, System.Text.Encoding.UTF8, "application/json");

    protected static Task<HttpResponseMessage> Send(HttpClient client, string method, string path, HttpContent? body = null) =>
        client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path) { Content = body }, HttpCompletionOption.ResponseHeadersRead, Cancellation);
}
