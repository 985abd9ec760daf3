namespace Platform.LoadTests.Faults;

/// <summary>A message as the platform's history shows it after the run.</summary>
/// <param name="Seq">Its place in the session.</param>
/// <param name="Role"><c>user</c> or <c>assistant</c>.</param>
/// <param name="Status">How its turn ended, as the history says.</param>
/// <param name="Content">The text.</param>
/// <param name="Tokens">With an answer: what its turn took.</param>
internal sealed record StoredLine(long Seq, string Role, string Status, string Content, long? Tokens = null);
