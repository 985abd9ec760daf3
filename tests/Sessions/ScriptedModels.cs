using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Platform.Contracts.Errors;
using Platform.Contracts.Sessions;
using Platform.Silo.Models;
using Xunit;

namespace Platform.Tests.Sessions;

/// <summary>
/// Models under a test's control: <c>echo</c> answers at once and in process; <c>scripted</c> leaves the process and says what
/// the test makes it say; everything else is unknown.
/// </summary>
internal sealed class ScriptedModels : IModelRouter
{
    private readonly Channel<ScriptedCall> _calls = Channel.CreateUnbounded<ScriptedCall>();

    /// <summary>Every conversation a model was given, decoded.</summary>
    public ConcurrentQueue<ChatMessage[]> Contexts { get; } = [];

    /// <summary>The next call of the scripted model, once it is made.</summary>
    public Task<ScriptedCall> NextCall() =>
        _calls.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(SessionActivation.Deadline);

    /// <summary>Whether a call was made that nobody has taken.</summary>
    public bool HasCall => _calls.Reader.Count > 0;

    public ValueTask<ModelRoute> Resolve(IReadOnlyList<string> models, string tenantId) => models[0] is "echo" or "scripted"
        ? new(new ModelRoute(new Model(this, models[0])))
        : throw new PlatformException(ErrorCode.ModelNotFound, $"There is no model '{models[0]}'.", "model");

    private sealed class Model(ScriptedModels models, string name) : IChatModel
    {
        public string Id => name;

        public bool IsInProcess => name == "echo";

        public IAsyncEnumerable<ModelDelta> Stream(ModelRequest request, CancellationToken cancellationToken)
        {
            var context = request.Messages.ToArray();
            models.Contexts.Enqueue(context);
            return name == "echo" ? Echo(context) : Scripted(context, cancellationToken);
        }

        private static async IAsyncEnumerable<ModelDelta> Echo(ChatMessage[] context)
        {
            await Task.CompletedTask;
            yield return new ModelDelta("echo: " + context[^1].Content, FinishReason: FinishReason.Stop, Usage: new TokenUsage(3, 2));
        }

        private async IAsyncEnumerable<ModelDelta> Scripted(ChatMessage[] context, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var call = new ScriptedCall(context, cancellationToken);
            models._calls.Writer.TryWrite(call);
            await foreach (var piece in call.Pieces.Reader.ReadAllAsync(cancellationToken))
                yield return piece;
        }
    }
}
