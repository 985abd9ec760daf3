using Platform.Contracts.Sessions;

namespace Platform.Silo.Models;

/// <summary>One model of a provider, ready to be asked.</summary>
internal interface IChatModel
{
    /// <summary>The name that the request used, knobs included.</summary>
    string Id { get; }

    /// <summary>
    /// Whether it answers inside this process without ever waiting: such a turn cannot be half done, so it needs no marker in
    /// the store.
    /// </summary>
    bool IsInProcess { get; }

    /// <summary>What an answer will take; null when that cannot be known before it is there, as with every real model.</summary>
    TokenUsage? Foresee(ModelRequest request) => null;

    /// <summary>
    /// Asks the model. The answer comes in pieces as the model produces them; the last one carries finish reason and usage.
    /// Fails while it is enumerated, with <see cref="Contracts.Errors.PlatformException"/> of a provider kind whose message
    /// begins with the model's name; cancelling aborts the upstream call.
    /// </summary>
    IAsyncEnumerable<ModelDelta> Stream(ModelRequest request, CancellationToken cancellationToken);
}
