using System.Net;
using System.Text;
using System.Text.Json;
using Platform.Api.Requests;
using Platform.Contracts.Keys;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Requests;

/// <summary>An API key that a repeated request shows again, although it is stored nowhere.</summary>
public sealed class CreatedKeyTests(PlatformFixture platform) : RequestTest(platform)
{
    [Fact]
    public async Task a_created_and_a_rotated_key_are_shown_again_and_work()
    {
        var (create, rotate) = (NewKey(), NewKey());
        var created = await Repeated($"/admin/tenants/{TenantId}/keys", """{"role":"owner","name":"a name that nobody may read"}""", create);
        var rotated = await Repeated($"/admin/tenants/{TenantId}/keys/{created.GetProperty("id").GetString()}/rotate", """{"graceSeconds":60}""", rotate);

        Assert.NotEqual(created.GetProperty("key").GetString(), rotated.GetProperty("key").GetString());
        foreach (var key in new[] { created, rotated })
        {
            using var client = Platform.Client(key.GetProperty("key").GetString());
            await Json(HttpStatusCode.OK, client.GetAsync("/v1/agents", Cancellation));
        }
    }

    [Fact]
    public async Task neither_the_key_nor_any_other_part_of_the_answer_can_be_read_in_the_store()
    {
        var key = NewKey();
        var created = await Repeated($"/admin/tenants/{TenantId}/keys", """{"role":"owner","name":"a name that nobody may read"}""", key);
        var secret = created.GetProperty("key").GetString()!;

        var (_, document) = await Record(key);
        var stored = Encoding.Latin1.GetString(JsonElement.Parse(document).GetProperty("answer").GetProperty("body").GetBytesFromBase64());

        foreach (var text in new[] { document, stored })
        {
            Assert.DoesNotContain(secret[^32..], text);
            Assert.DoesNotContain("nobody may read", text);
            Assert.DoesNotContain(Platform.AdminKey[^32..], text);
        }

        var tenant = (string)(await Database.HashGetAsync(StoreKey.Tenant(GrainKey.ForTenant(TenantId)), "document"))!;
        Assert.DoesNotContain(secret[^32..], tenant);
    }

    [Fact]
    public async Task an_answer_that_was_tampered_with_is_not_served()
    {
        var key = NewKey();
        await Repeated($"/admin/tenants/{TenantId}/keys", """{"role":"owner"}""", key);
        var (stored, document) = await Record(key);
        await Database.StringSetAsync(stored, document.Replace("\"status\":201", "\"status\":202"), TimeSpan.FromHours(1));

        using var answer = await Post(Admin, $"/admin/tenants/{TenantId}/keys", """{"role":"owner"}""", key);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
    }

    [Fact]
    public void what_follows_from_a_key_follows_from_no_other_key_or_request()
    {
        var (mine, theirs) = (ApiKey.Generate("admin"), ApiKey.Generate("admin"));
        var secrets = new RequestSecrets(mine, "token");
        var body = Encoding.UTF8.GetBytes("""{"a":1}""");

        var made = secrets.NewApiKey("acme");
        Assert.Equal("acme", ApiKey.TenantOf(made));
        Assert.Equal(made, new RequestSecrets(mine, "token").NewApiKey("acme"));
        Assert.NotEqual(made, new RequestSecrets(mine, "other").NewApiKey("acme"));
        Assert.NotEqual(made, new RequestSecrets(theirs, "token").NewApiKey("acme"));
        var (one, two) = (secrets.Seal(201, "/x", body), secrets.Seal(201, "/x", body));
        Assert.NotEqual(one.Body, two.Body);
        Assert.Equal(body, secrets.Open(one));
        foreach (var others in new[] { new RequestSecrets(theirs, "token"), new RequestSecrets(mine, "other") })
            Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => others.Open(one));
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => secrets.Open(one with { Location = "/y" }));
    }

    [Fact]
    public async Task a_key_that_was_revoked_meanwhile_is_not_made_again()
    {
        var key = NewKey();
        var created = await Repeated($"/admin/tenants/{TenantId}/keys", """{"role":"owner"}""", key);
        await LoseAnswer(key);
        using (var revoked = await Admin.DeleteAsync($"/admin/tenants/{TenantId}/keys/{created.GetProperty("id").GetString()}", Cancellation))
            Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);

        await Error(HttpStatusCode.NotFound, "key_not_found", Post(Admin, $"/admin/tenants/{TenantId}/keys", """{"role":"owner"}""", key));
    }

    /// <summary>The answer of a request that is sent three times, the last time without the first answer on record.</summary>
    private async Task<JsonElement> Repeated(string path, string body, string key)
    {
        var first = await Whole(Post(Admin, path, body, key));
        Assert.Equal((first.Text, true), await Whole(Post(Admin, path, body, key)));
        await LoseAnswer(key);
        Assert.Equal((first.Text, false), await Whole(Post(Admin, path, body, key)));
        return BodyOf(first.Text);
    }
}
