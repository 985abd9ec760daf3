using System.Text.Json.Serialization;

namespace Platform.Api.Responses;

/// <summary>What is written into the notes of turns.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(ResponseNote))]
internal sealed partial class ResponseJson : JsonSerializerContext;
