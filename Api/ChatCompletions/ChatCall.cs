using Platform.Contracts.Sessions;

namespace Platform.Api.ChatCompletions;

/// <summary>A checked request: the turn it asks for, and where.</summary>
/// <param name="SessionId">The session it runs in; a fresh one for a stateless call.</param>
/// <param name="Turn">The turn.</param>
/// <param name="Model">The model as the request names it, for the answer.</param>
/// <param name="IncludeUsage">Whether a stream ends with the usage.</param>
internal sealed record ChatCall(string SessionId, TurnRequest Turn, string Model, bool IncludeUsage)
{
    /// <summary>The calls, made in the stored session, that the turn brings the results of, by the paths of the fields that name them.</summary>
    public List<(string Param, string CallId)> Answered { get; init; } = [];
}
