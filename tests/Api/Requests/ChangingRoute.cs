namespace Platform.Tests.Api.Requests;

/// <summary>A changing POST as a test can send it.</summary>
/// <param name="Client">Whose request it is.</param>
/// <param name="Path">Its path.</param>
/// <param name="Body">A body that works; null: the route takes none.</param>
/// <param name="OtherBody">Another one.</param>
/// <param name="State">What it changes, as text.</param>
/// <param name="Undo">Changes that once more, as somebody else may do after the request.</param>
internal sealed record ChangingRoute(HttpClient Client, string Path, string? Body, string OtherBody, Func<Task<string>> State, Func<Task> Undo);
