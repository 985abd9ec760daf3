using System.Text.Json.Serialization;
using Platform.Api.ChatCompletions;
using Platform.Api.Conversations;
using Platform.Api.Items;
using Platform.Api.Models;
using Platform.Api.Responses;

namespace Platform.Api.Json;

/// <summary>The bodies and answers of the OpenAI-compatible API. Their fields carry their names, which are in snake case.</summary>
[JsonSourceGenerationOptions(AllowDuplicateProperties = false)]
[JsonSerializable(typeof(ChatCompletionBody))]
[JsonSerializable(typeof(ChatCompletionView))]
[JsonSerializable(typeof(ChatChunkView))]
[JsonSerializable(typeof(ConversationBody))]
[JsonSerializable(typeof(ConversationChangesBody))]
[JsonSerializable(typeof(NewItemsBody))]
[JsonSerializable(typeof(ConversationView))]
[JsonSerializable(typeof(ConversationDeletedView))]
[JsonSerializable(typeof(ItemView))]
[JsonSerializable(typeof(ItemView[]))]
[JsonSerializable(typeof(ItemListView))]
[JsonSerializable(typeof(ModelView))]
[JsonSerializable(typeof(ModelListView))]
[JsonSerializable(typeof(ResponseBody))]
[JsonSerializable(typeof(ResponseCreateMessage))]
[JsonSerializable(typeof(ResponseCompactBody))]
[JsonSerializable(typeof(CompactionView))]
[JsonSerializable(typeof(ResponseView))]
[JsonSerializable(typeof(ResponseEventView))]
[JsonSerializable(typeof(ResponseDeletedView))]
internal sealed partial class OpenAiJson : JsonSerializerContext;
