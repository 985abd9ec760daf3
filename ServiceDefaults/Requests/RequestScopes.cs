using System.Collections;
using Microsoft.Extensions.Logging;

namespace Platform.ServiceDefaults.Requests;

/// <summary>
/// Adds <see cref="RequestTags"/> to the scopes of every log line. They are looked up when a line is written, so that the many
/// requests without one pay nothing.
/// </summary>
internal sealed class RequestScopes : IExternalScopeProvider
{
    private readonly LoggerExternalScopeProvider _others = new();

    /// <inheritdoc/>
    public void ForEachScope<TState>(Action<object?, TState> callback, TState state)
    {
        if (RequestTags.Current is { Count: > 0 } tags)
            callback(new Scope(tags), state);
        _others.ForEachScope(callback, state);
    }

    /// <inheritdoc/>
    public IDisposable Push(object? state) => _others.Push(state);

    /// <summary>Tags that formatters for machines take apart, and others write as text.</summary>
    private sealed class Scope(IReadOnlyList<KeyValuePair<string, object?>> tags) : IReadOnlyList<KeyValuePair<string, object?>>
    {
        public int Count => tags.Count;

        public KeyValuePair<string, object?> this[int index] => tags[index];

        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => tags.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public override string ToString() => string.Join(' ', tags.Select(static tag => $"{tag.Key}={tag.Value}"));
    }
}
