using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Contracts.Errors;

namespace Platform.Silo.Models.Echo;

/// <summary>Answers in JSON where the request demands it. Such an answer ignores <c>tokens</c>, which would break it.</summary>
internal static class EchoFormat
{
    /// <summary>
    /// For <c>json_object</c> an object that holds the answer as <c>echo</c>; for <c>json_schema</c> the smallest instance of the
    /// schema; null for plain text.
    /// </summary>
    /// <exception cref="PlatformException">The format is not a JSON object with a type (<c>invalid_value</c>).</exception>
    public static string? Apply(string responseFormat, EchoReading reading)
    {
        try
        {
            var format = JsonNode.Parse(responseFormat)?.AsObject() ?? [];
            return format["type"]?.GetValue<string>() switch
            {
                "json_object" => new JsonObject { ["echo"] = reading.Answer() }.ToJsonString(JsonSerializerOptions.Web),
                "json_schema" => JsonSample.Of((format["json_schema"]?["schema"] ?? format["schema"])?.ToJsonString() ?? "{}"),
                _ => null,
            };
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new PlatformException(
                ErrorCode.InvalidValue, "The response format has to be an object like {\"type\":\"json_object\"}.", "response_format");
        }
    }
}
