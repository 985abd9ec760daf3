using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Platform.Contracts.Audit;
using Platform.Contracts.Keys;
using Platform.Silo.Storage;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Isolation;

/// <summary>Every key in the store names its tenant, escaped, or is one of the few of the platform itself.</summary>
public sealed partial class StoreKeyTests(PlatformFixture platform) : ApiTest(platform)
{
    private static readonly string[] HostileIds = ["a/b", "a}b", "{a}", "%2f", "..", "a:log", "*", "ä \uD83D\uDE00", "a}:record", "?[x]"];

    /// <summary>The keys that hold something of no tenant, or of all: lists of names, and the cluster's members.</summary>
    private static readonly string[] OfThePlatform = [StoreKey.Tenants, StoreKey.AuditLogs, StoreKey.UnpostedSets, StoreKey.KeyRing, StoreKey.ErasureKey];

    [Fact]
    public async Task every_key_that_the_api_leads_to_names_its_tenant()
    {
        await UseEverything();

        var keys = await Keys();
        Assert.Contains(keys, key => key.Contains($"{{{TenantId}/", StringComparison.Ordinal));
        Assert.All(keys.Except(OfThePlatform), static key => Assert.True(IsOfATenant(key) || IsOfTheCluster(key), $"{key} names no tenant, or not escaped"));
        // Each hostile id came into a key, and only as it is escaped.
        foreach (var id in HostileIds)
        {
            Assert.Contains(keys, key => key.Contains($"{{{GrainKey.ForUser(TenantId, id)}}}", StringComparison.Ordinal));
            Assert.DoesNotContain(keys, key => Uri.EscapeDataString(id) != id && key.Contains($"{TenantId}/{id}}}", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task an_erased_tenant_is_in_no_key_but_the_operators_log()
    {
        await UseEverything();
        await Json(HttpStatusCode.OK, Admin.DeleteAsync($"/admin/tenants/{TenantId}", Cancellation));

        var left = (await Keys()).Where(key => key.Contains(TenantId, StringComparison.Ordinal));
        Assert.Equal([StoreKey.AuditLog(GrainKey.ForAuditLog(TenantId, AuditLogKind.Operator))], left);
    }

    [Fact]
    public void Every_function_that_makes_a_store_key_puts_the_grain_key_into_the_part_that_is_hashed()
    {
        // All but the one that takes a key apart.
        var makers = Array.FindAll(typeof(StoreKey).GetMethods(BindingFlags.Public | BindingFlags.Static), static method => method.Name != nameof(StoreKey.TenantOfProviders));
        Assert.NotEmpty(makers);
        foreach (var maker in makers)
        {
            var key = GrainKey.ForSession("a", "}:b/{c}");
            object[] arguments = [.. maker.GetParameters().Select(parameter => parameter.ParameterType == typeof(string) ? key : Activator.CreateInstance(parameter.ParameterType)!)];
            Assert.Matches($@"^{StoreKey.Prefix}[a-z-]+:\{{{Regex.Escape(key)}\}}(:[a-z0-9-]+|:[A-Za-z0-9%._~-]+)*$", (string)maker.Invoke(null, arguments)!);
        }
    }

    [Fact]
    public void A_missing_tenant_or_id_makes_no_key()
    {
        foreach (var maker in typeof(GrainKey).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(static method => method.Name.StartsWith("For", StringComparison.Ordinal)))
        {
            var parameters = maker.GetParameters();
            foreach (var missing in parameters.Index().Where(static parameter => parameter.Item.ParameterType == typeof(string)).Select(static parameter => parameter.Index))
            {
                object?[] arguments = [.. parameters.Select((parameter, index) => parameter.ParameterType != typeof(string) ? Activator.CreateInstance(parameter.ParameterType) : index == missing ? "" : "x")];
                var error = Assert.Throws<TargetInvocationException>(() => maker.Invoke(null, arguments));
                Assert.IsAssignableFrom<ArgumentException>(error.InnerException);
            }
        }
    }

    private static bool IsOfATenant(string key) =>
        TenantKey().Match(key) is { Success: true } match
        && IdRules.IsTenant(match.Groups["tenant"].Value)
        && match.Groups["id"].Captures.All(static id => Uri.EscapeDataString(Uri.UnescapeDataString(id.Value)) == id.Value);

    // The table of members is named by the engine, and sets of sessions to post by the silo: their members name tenants.
    private static bool IsOfTheCluster(string key) =>
        key.Contains("/members/", StringComparison.Ordinal) || key.StartsWith(StoreKey.UnpostedSessions("").TrimEnd('}'), StringComparison.Ordinal);

    [GeneratedRegex(@"^platform:[a-z]+:\{(?<tenant>[^{}/]+)(/(?<id>[^{}/]+))*\}(:[a-z0-9-]+)*$")]
    private static partial Regex TenantKey();

    /// <summary>Uses what makes keys, with ids that mean harm wherever a caller may choose one.</summary>
    private async Task UseEverything()
    {
        foreach (var id in HostileIds)
        {
            var session = await NewSession(userId: id);
            await Json(HttpStatusCode.OK, Send(Owner, "POST", $"/v1/sessions/{session}/messages", Text("""{"content":"hello"}""")));
            using var chat = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
            {
                Content = JsonContent.Create(new { model = "builtin/echo", user = id, messages = new[] { new { role = "user", content = "hello" } } }),
            };
            await Json(HttpStatusCode.OK, Owner.SendAsync(chat, Cancellation));
            using var once = new HttpRequestMessage(HttpMethod.Post, "/v1/sessions") { Headers = { { "Idempotency-Key", id.All(char.IsAscii) ? id : "x" } } };
            await Json(HttpStatusCode.Created, Owner.SendAsync(once, Cancellation));
            foreach (var path in new[] { $"/v1/sessions/{Uri.EscapeDataString(id)}", $"/v1/agents/{Uri.EscapeDataString(id)}" })
            {
                // ".." is gone from a path before it is sent.
                if (id != "..")
                    await Json(HttpStatusCode.NotFound, Owner.DeleteAsync(path, Cancellation));
            }
        }
    }

    private async Task<string[]> Keys()
    {
        var database = Platform.Silo.Services.GetRequiredService<RedisStore>().Database;
        return await database.StoredKeysLike("*");
    }
}
