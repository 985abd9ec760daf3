using Platform.Contracts.Agents;
using Platform.Contracts.Sessions;
using Platform.Silo.Budgets;
using Platform.Silo.Models;

namespace Platform.Silo.Sessions;

/// <summary>How a turn will be run: decided when it is accepted, so that whatever is wrong is refused at once.</summary>
/// <param name="Agent">Who answers; null when the request names only a model.</param>
/// <param name="Route">The models to ask.</param>
/// <param name="Options">How to generate.</param>
/// <param name="Concurrency">What to do when the session is busy.</param>
/// <param name="MaxMessages">How many messages the session keeps.</param>
/// <param name="Account">Who it is counted for, and paid by.</param>
/// <param name="Weight">The tenant's share of a busy silo.</param>
internal sealed record TurnPlan(
    AgentSettings? Agent, ModelRoute Route, GenerationOptions Options, ConcurrencyPolicy Concurrency, int MaxMessages,
    TurnAccount Account, int Weight);
