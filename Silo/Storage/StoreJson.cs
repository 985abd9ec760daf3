using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Contracts.DeadLetters;
using Platform.Silo.Agents;
using Platform.Silo.Audit;
using Platform.Silo.Erasure;
using Platform.Silo.Providers;
using Platform.Silo.Requests;
using Platform.Silo.Sessions;
using Platform.Silo.Tenants;

namespace Platform.Silo.Storage;

/// <summary>The JSON form of records in Redis: enums by name, absent values left out, unknown fields ignored.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(DeadLetter))]
[JsonSerializable(typeof(SessionRecord))]
[JsonSerializable(typeof(AgentVersion))]
[JsonSerializable(typeof(TenantDocument))]
[JsonSerializable(typeof(RequestRecord))]
[JsonSerializable(typeof(ErasureRecord))]
[JsonSerializable(typeof(SigningKeyRecord))]
[JsonSerializable(typeof(ProviderRecord))]
[JsonSerializable(typeof(AuditRecord))]
[JsonSerializable(typeof(AuditIntent))]
internal sealed partial class StoreJson : JsonSerializerContext;
