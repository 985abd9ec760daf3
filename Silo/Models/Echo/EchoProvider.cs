using Platform.Contracts.Models;

namespace Platform.Silo.Models.Echo;

/// <summary>The models that need neither network nor key.</summary>
internal sealed class EchoProvider(TimeProvider time) : IModelProvider
{
    private const string Model = "echo";

    private static readonly ModelInfo Info = new(
        "builtin/echo",
        "builtin",
        new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        "A test model, no language model: it answers 'echo: ' and the last user message. Knobs after a question mark, joined "
        + $"with '&': {EchoKnobs.Help}. With history=1 the answer begins with the number of messages it was given, system and "
        + "developer messages not counted.");

    public string Name => "builtin";

    public IChatModel? Find(string name, string id)
    {
        var question = name.IndexOf('?');
        if ((question < 0 ? name.AsSpan() : name.AsSpan(0, question)) is not Model)
            return null;
        return new EchoModel(id, question < 0 ? EchoKnobs.None : EchoKnobs.Parse(name[(question + 1)..]), time);
    }

    public string ExplainMissing(string name) => "The only built-in model is builtin/echo: use that name, or a model of another provider.";

    public IEnumerable<ModelInfo> List() => [Info];
}
