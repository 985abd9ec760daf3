using Platform.Contracts.Models;

namespace Platform.Silo.Models.Echo;

/// <summary>The models that need neither network nor key.</summary>
internal sealed class EchoProvider(TimeProvider time) : IModelProvider
{
    private const string Id = "builtin/echo";

    // Knobs come from callers: what is remembered of them stays bounded.
    private const int RememberedKnobs = 256;

    private static readonly ModelInfo Info = new(
        Id,
        "builtin",
        new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        "A test model, no language model: it answers 'echo: ' and the last user message. Knobs after a question mark, joined "
        + $"with '&': {EchoKnobs.Help}. With history=1 the answer begins with the number of messages it was given, system and "
        + "developer messages not counted.");

    private readonly EchoModel _plain = new(Id, EchoKnobs.None, time);
    private readonly RecentlyUsed<EchoModel> _withKnobs = new(RememberedKnobs);

    public string Name => "builtin";

    public IChatModel? Find(string id)
    {
        if (id == Id)
            return _plain;
        if (_withKnobs.TryGet(id, out var model))
            return model;
        if (!id.StartsWith(Id, StringComparison.Ordinal) || id[Id.Length] != '?')
            return null;
        return _withKnobs.Add(id, new EchoModel(id, EchoKnobs.Parse(id[(Id.Length + 1)..]), time));
    }

    public string ExplainMissing(string id) => $"The only built-in model is {Id}: use that name, or a model of another provider.";

    public IEnumerable<ModelInfo> List() => [Info];
}
