using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Api.Json;

namespace Platform.Api.ChatCompletions;

/// <summary>The content of a message as it was sent: one of the two.</summary>
/// <param name="Text">A plain string.</param>
/// <param name="Parts">An array, whose items are not checked yet.</param>
[JsonConverter(typeof(ChatContentConverter))]
[JsonShape("a string or an array of text parts")]
internal sealed record ChatContentBody(string? Text, JsonElement Parts);
