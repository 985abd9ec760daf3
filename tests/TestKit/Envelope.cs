using System.Text.Json;
using Xunit;

namespace Platform.Tests.TestKit;

/// <summary>The error envelope, as every client relies on it.</summary>
internal static class Envelope
{
    /// <summary>The error in a body, after checking that it has the one form: four fields, of which only <c>param</c> may be null.</summary>
    public static JsonElement Checked(JsonElement body)
    {
        Assert.Equal("error", Assert.Single(body.EnumerateObject()).Name);
        var error = body.GetProperty("error");
        Assert.Equal(["message", "type", "param", "code"], error.EnumerateObject().Select(field => field.Name));
        Assert.NotEqual("", error.GetProperty("message").GetString());
        Assert.NotEqual("", error.GetProperty("type").GetString());
        Assert.NotEqual("", error.GetProperty("code").GetString());
        Assert.Contains(error.GetProperty("param").ValueKind, new[] { JsonValueKind.String, JsonValueKind.Null });
        return error;
    }
}
