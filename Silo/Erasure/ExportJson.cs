using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Platform.Contracts.Agents;
using Platform.Contracts.Budgets;
using Platform.Contracts.DeadLetters;
using Platform.Contracts.Erasure;
using Platform.Contracts.Providers;
using Platform.Contracts.Sessions;
using Platform.Contracts.Tenants;
using Platform.Contracts.Usage;

namespace Platform.Silo.Erasure;

/// <summary>The JSON form of what is exported: camel case, values of lists in snake case as the HTTP API has them, absent values left out.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters =
    [
        typeof(SnakeCaseConverter<ChatRole>), typeof(SnakeCaseConverter<TurnStatus>), typeof(SnakeCaseConverter<ConcurrencyPolicy>),
        typeof(SnakeCaseConverter<KeyRole>), typeof(SnakeCaseConverter<TenantStatus>), typeof(SnakeCaseConverter<BudgetUnit>),
        typeof(SnakeCaseConverter<BudgetPeriod>), typeof(SnakeCaseConverter<BudgetPolicy>),
    ])]
[JsonSerializable(typeof(UsageRow))]
[JsonSerializable(typeof(TenantInfo))]
[JsonSerializable(typeof(KeyInfo))]
[JsonSerializable(typeof(ProviderKeyInfo))]
[JsonSerializable(typeof(AgentDefinition))]
[JsonSerializable(typeof(SessionInfo))]
[JsonSerializable(typeof(ExportedMessage))]
[JsonSerializable(typeof(DeadLetter))]
internal sealed partial class ExportJson : JsonSerializerContext
{
    /// <summary>One object of an export.</summary>
    public static ExportRecord Record<T>(string type, T value, JsonTypeInfo<T> info) => new(type, JsonSerializer.SerializeToUtf8Bytes(value, info));

    /// <summary>The names of enums as they are on the wire.</summary>
    internal sealed class SnakeCaseConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower)
        where T : struct, Enum;
}
