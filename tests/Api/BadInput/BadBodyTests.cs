using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.BadInput;

/// <summary>Every route that takes a body, with every kind of body that is not one.</summary>
public sealed class BadBodyTests(PlatformFixture platform) : ApiTest(platform)
{
    private static readonly Dictionary<string, (byte[] Body, string? ContentType, HttpStatusCode Status, string? Code)> Kinds = new()
    {
        ["not JSON"] = Bad("hello"),
        ["a JSON text that breaks off"] = Bad("""{"name":"x","""),
        ["something behind the JSON"] = Bad("""{"name":"x"} {"name":"y"}"""),
        ["a comment"] = Bad("""{/* no */"name":"x"}"""),
        ["a trailing comma"] = Bad("""{"name":"x",}"""),
        ["1,000 nested arrays in an unknown field"] = Bad($$"""{"unknown":{{new string('[', 1000)}}{{new string(']', 1000)}}}"""),
        ["1,000 nested objects that do not end"] = Bad(string.Concat(Enumerable.Repeat("""{"a":""", 1000))),
        ["half a surrogate pair in a value"] = Bad("""{"name":"\ud800"}"""),
        ["half a surrogate pair in a name"] = Bad("""{"\udc00":"x"}"""),
        ["halves in the wrong order"] = Bad("""{"unknown":"\udc00\ud800"}"""),
        ["invalid UTF-8"] = ([.. "{\"name\":\""u8, 0xFF, 0xFE, .. "\"}"u8], "application/json", HttpStatusCode.BadRequest, "invalid_json"),
        ["a surrogate as UTF-8"] = ([.. "{\"name\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8], "application/json", HttpStatusCode.BadRequest, "invalid_json"),
        ["UTF-16"] = (Encoding.Unicode.GetBytes("""{"name":"x"}"""), "application/json", HttpStatusCode.BadRequest, "invalid_json"),
        ["null"] = Bad("null", "invalid_value"),
        ["an array"] = Bad("[]", "invalid_value"),
        ["1,000 nested arrays"] = Bad(new string('[', 1000) + new string(']', 1000), null),
        ["a string"] = Bad("\"hello\"", "invalid_value"),
        ["a number with 400 digits"] = Bad(new string('9', 400), "invalid_value"),
        ["a form"] = (Encoding.UTF8.GetBytes("name=x"), "application/x-www-form-urlencoded", HttpStatusCode.BadRequest, "unsupported_content_type"),
        ["plain text"] = (Encoding.UTF8.GetBytes("{}"), "text/plain", HttpStatusCode.BadRequest, "unsupported_content_type"),
        ["no content type"] = (Encoding.UTF8.GetBytes("{}"), null, HttpStatusCode.BadRequest, "unsupported_content_type"),
        ["a content type that is none"] = (Encoding.UTF8.GetBytes("{}"), ";;;", HttpStatusCode.BadRequest, "unsupported_content_type"),
        ["another character set"] = (Encoding.UTF8.GetBytes("{}"), "application/json; charset=utf-16", HttpStatusCode.BadRequest, "unsupported_content_type"),
        ["5 MB"] = (new byte[5_000_000], "application/json", HttpStatusCode.RequestEntityTooLarge, "body_too_large"),
        ["one byte over 1 MB"] = (new byte[(1024 * 1024) + 1], "application/json", HttpStatusCode.RequestEntityTooLarge, "body_too_large"),
    };

    public static TheoryData<string> KindsOfBody => [.. Kinds.Keys];

    [Theory]
    [MemberData(nameof(KindsOfBody))]
    public async Task every_route_refuses(string kind)
    {
        var (body, contentType, status, code) = Kinds[kind];
        foreach (var route in ApiRoute.WithBody)
            await Refuses(route, body, contentType, status, code, chunked: false);
    }

    [Theory]
    [MemberData(nameof(KindsOfBody))]
    public async Task a_chunked_body_makes_no_difference_to(string kind)
    {
        var (body, contentType, status, code) = Kinds[kind];
        await Refuses(ApiRoute.All.Single(route => route.Template == "/v1/chat/completions"), body, contentType, status, code, chunked: true);
    }

    [Fact]
    public async Task a_body_that_has_to_be_there_is_missed()
    {
        foreach (var route in ApiRoute.WithBody.Where(route => route.BodyRequired))
            await Refuses(route, [], "application/json", HttpStatusCode.BadRequest, "invalid_json", chunked: false);
    }

    [Fact]
    public async Task a_field_that_is_sent_twice_is_refused_by_name()
    {
        foreach (var route in ApiRoute.WithBody.Where(route => route.Body!.Length > 2))
        {
            var field = route.Body!.Split('"')[1];
            var twice = $$"""{"{{field}}":null,"{{field}}":null}""";
            await Error(HttpStatusCode.BadRequest, "invalid_value", field, Send(ClientOf(route), route.Method, PathOf(route), Text(twice)));
        }
    }

    [Fact]
    public async Task a_byte_order_mark_and_unknown_fields_are_let_pass()
    {
        var body = new ByteArrayContent([0xEF, 0xBB, 0xBF, .. """{"title":"t","unknown":{"a":[1,2,{"b":null}]},"n":1e400}"""u8])
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/vnd.x+json", "utf-8") },
        };
        await Json(HttpStatusCode.Created, Send(Owner, "POST", "/v1/sessions", body));
    }

    private async Task Refuses(ApiRoute route, byte[] body, string? contentType, HttpStatusCode status, string? code, bool chunked)
    {
        using var content = new ByteArrayContent(body);
        if (contentType is not null)
            content.Headers.TryAddWithoutValidation("content-type", contentType);
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), PathOf(route)) { Content = content };
        request.Headers.TransferEncodingChunked = chunked;
        using var answer = await ClientOf(route).SendAsync(request, Cancellation);
        var error = Envelope.Checked(await Json(status, answer));
        if (code is not null)
            Assert.True(error.GetProperty("code").GetString() == code, $"{route}: {error}");
    }

    private string PathOf(ApiRoute route) => route.Path(route.IsAdmin ? TenantId : AgentId);

    private HttpClient ClientOf(ApiRoute route) => route.IsAdmin ? Admin : Owner;

    private static (byte[] Body, string? ContentType, HttpStatusCode Status, string? Code) Bad(string json, string? code = "invalid_json") =>
        (Encoding.UTF8.GetBytes(json), "application/json", HttpStatusCode.BadRequest, code);
}
