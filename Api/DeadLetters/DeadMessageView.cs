namespace Platform.Api.DeadLetters;

/// <summary>A message that did not become part of a conversation.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Content">The text.</param>
internal sealed record DeadMessageView(string Role, string Content);
