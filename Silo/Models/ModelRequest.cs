using Platform.Contracts.Sessions;

namespace Platform.Silo.Models;

/// <summary>What a model is asked.</summary>
/// <param name="Messages">The conversation, instructions first. May decode its items on access: read each once.</param>
/// <param name="Options">How to generate.</param>
/// <param name="TenantId">For whom, for logs, metrics and provider keys.</param>
/// <param name="UserId">The end user, where known.</param>
internal sealed record ModelRequest(
    IReadOnlyList<ChatMessage> Messages,
    GenerationOptions Options,
    string TenantId,
    string? UserId);
