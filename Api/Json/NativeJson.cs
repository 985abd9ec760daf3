using System.Text.Json.Serialization;
using Platform.Api.Agents;
using Platform.Api.Audit;
using Platform.Api.Budgets;
using Platform.Api.DeadLetters;
using Platform.Api.Cluster;
using Platform.Api.Erasure;
using Platform.Api.Errors;
using Platform.Api.Paging;
using Platform.Api.Providers;
using Platform.Api.Sessions;
using Platform.Api.Tenants;
using Platform.Api.Usage;

namespace Platform.Api.Json;

/// <summary>The bodies and answers of the native API: camel case, unknown fields ignored, every field at most once.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(ErrorEnvelope))]
[JsonSerializable(typeof(NewTenantBody))]
[JsonSerializable(typeof(TenantChangesBody))]
[JsonSerializable(typeof(TenantView))]
[JsonSerializable(typeof(ListView<TenantView>))]
[JsonSerializable(typeof(NewKeyBody))]
[JsonSerializable(typeof(KeyChangesBody))]
[JsonSerializable(typeof(RotationBody))]
[JsonSerializable(typeof(KeyView))]
[JsonSerializable(typeof(ListView<KeyView>))]
[JsonSerializable(typeof(UsageReportView))]
[JsonSerializable(typeof(AuditView))]
[JsonSerializable(typeof(ListView<BudgetStatusView>))]
[JsonSerializable(typeof(ListView<DeadLetterView>))]
[JsonSerializable(typeof(AgentBody))]
[JsonSerializable(typeof(AgentView))]
[JsonSerializable(typeof(ListView<AgentView>))]
[JsonSerializable(typeof(NewSessionBody))]
[JsonSerializable(typeof(SessionChangesBody))]
[JsonSerializable(typeof(SessionView))]
[JsonSerializable(typeof(ListView<SessionView>))]
[JsonSerializable(typeof(SendMessageBody))]
[JsonSerializable(typeof(TurnView))]
[JsonSerializable(typeof(TurnEventView))]
[JsonSerializable(typeof(ListView<MessageView>))]
[JsonSerializable(typeof(CancelBody))]
[JsonSerializable(typeof(CancelView))]
[JsonSerializable(typeof(ClusterView))]
[JsonSerializable(typeof(ErasureView))]
[JsonSerializable(typeof(ErasureKeySetView))]
[JsonSerializable(typeof(ProviderBody))]
[JsonSerializable(typeof(ProviderView))]
[JsonSerializable(typeof(ListView<ProviderView>))]
internal sealed partial class NativeJson : JsonSerializerContext;
