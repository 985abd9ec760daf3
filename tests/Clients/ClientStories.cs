using System.Text.Json;

namespace Platform.Tests.Clients;

/// <summary>One client of the platform. Every client plays the same stories in its own way, and tells what came of them.</summary>
public abstract class ClientStories : IDisposable
{
    /// <summary>How its results say that the model was done; null when they do not.</summary>
    public string? Done { get; init; } = "stop";

    /// <summary>Whether it hands on what the platform says when a stream breaks.</summary>
    public bool TellsWhyAStreamBroke { get; init; } = true;

    /// <summary>Plays a story and answers its outcome.</summary>
    public abstract Task<JsonElement> Play(string story);

    public virtual void Dispose() => GC.SuppressFinalize(this);
}
