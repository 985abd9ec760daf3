using Platform.Contracts.Sessions;

namespace Platform.Api.Sessions;

/// <summary>A function that the model asks the caller to run.</summary>
/// <param name="Id">The call's id; its result refers to it.</param>
/// <param name="Name">The function.</param>
/// <param name="Arguments">Its arguments, a JSON object as text.</param>
internal sealed record ToolCallView(string Id, string Name, string Arguments)
{
    /// <summary>The view of a call.</summary>
    public static ToolCallView Of(ToolCall call) => new(call.Id, call.Name, call.Arguments);
}
