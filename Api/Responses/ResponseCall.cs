using Platform.Api.Items;
using Platform.Contracts.Sessions;

namespace Platform.Api.Responses;

/// <summary>A checked request.</summary>
/// <param name="Terms">What the response object shows of it.</param>
/// <param name="Items">What is said.</param>
/// <param name="Turn">The turn it stands for, before it is known where that runs.</param>
/// <param name="Previous">The response that it follows.</param>
/// <param name="PreviousText">The same as it was sent.</param>
/// <param name="UserId">The user to whom a session belongs that it creates.</param>
/// <param name="IsStream">Whether events are wanted.</param>
internal sealed record ResponseCall(
    ResponseTerms Terms, List<InputItem> Items, TurnRequest Turn, ResponseId? Previous, string? PreviousText, string? UserId, bool IsStream);
