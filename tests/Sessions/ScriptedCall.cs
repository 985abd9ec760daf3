using System.Threading.Channels;
using Platform.Contracts.Sessions;
using Platform.Silo.Models;

namespace Platform.Tests.Sessions;

/// <summary>One call of the scripted model.</summary>
internal sealed class ScriptedCall(ChatMessage[] context, CancellationToken cancellation)
{
    public ChatMessage[] Context => context;

    public CancellationToken Cancellation => cancellation;

    public Channel<ModelDelta> Pieces { get; } = Channel.CreateUnbounded<ModelDelta>();

    public void Say(string text) => Pieces.Writer.TryWrite(new ModelDelta(text));

    public void CallTool(string id, string name, string arguments) =>
        Pieces.Writer.TryWrite(new ModelDelta(ToolCall: new ToolCallDelta(0, id, name, arguments)));

    public void Finish(string? text = null, FinishReason reason = FinishReason.Stop)
    {
        Pieces.Writer.TryWrite(new ModelDelta(text, FinishReason: reason));
        Pieces.Writer.Complete();
    }

    public void Fail(Exception error) => Pieces.Writer.Complete(error);
}
