namespace Platform.LoadTests.Rolling;

/// <summary>How a user asks, and how long the model takes.</summary>
/// <param name="AgentId">The agent, which has the model.</param>
/// <param name="Model">The model.</param>
/// <param name="Streams">Whether the answer is read as server-sent events.</param>
internal sealed record TurnKind(string AgentId, string Model, bool Streams)
{
    // Paced by the length of the message, so that the answer is the message again: that is what the check expects.
    private const string Paced = "builtin/echo?tokenMs=50";
    private const string AtOnce = "builtin/echo";

    private static readonly TurnKind[] All =
    [
        new("rolling", AtOnce, Streams: false),
        new("rolling", AtOnce, Streams: true),
        new("rolling-paced", Paced, Streams: false),
        new("rolling-paced", Paced, Streams: true),
    ];

    /// <summary>Whether the model takes about a second.</summary>
    public bool IsPaced => Model == Paced;

    /// <summary>What follows the message of a turn, so that a paced answer takes about a second: some twenty tokens.</summary>
    public string Rest => IsPaced ? ", and the answer comes word by word, one word after the other" : "";

    /// <summary>The kind of the user with a number: of ten, six ask plainly, two stream, and two have a slow model, one as a stream.</summary>
    public static TurnKind Of(int user) => All[(user % 10) switch
    {
        0 or 1 => 1,
        2 => 2,
        3 => 3,
        _ => 0,
    }];

    /// <summary>One of each.</summary>
    public static IEnumerable<TurnKind> Agents => All.DistinctBy(kind => kind.AgentId);
}
