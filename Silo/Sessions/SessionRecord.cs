using Platform.Contracts.Sessions;
using Platform.Silo.Requests;

namespace Platform.Silo.Sessions;

/// <summary>A session's settings as they are stored; what turns change follows from the log.</summary>
internal sealed record SessionRecord
{
    public string? AgentId { get; init; }

    public string? UserId { get; init; }

    public string? Title { get; init; }

    public Dictionary<string, string>? Metadata { get; init; }

    public ConcurrencyPolicy? Concurrency { get; init; }

    public int? TtlHours { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the settings were last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The request that created it; null when that carried no idempotency key.</summary>
    public string? RequestToken { get; init; }

    /// <summary>The requests that changed it last and are to be read nowhere else, oldest first; see <see cref="RequestTokens"/>. Null: none.</summary>
    public string[]? ChangeTokens { get; init; }

    /// <summary>The number of the last message, where that was taken out: no other gets it. 0: none was.</summary>
    public long TakenSeq { get; init; }

    /// <summary>The record of a session that is created.</summary>
    public static SessionRecord From(NewSession settings, DateTimeOffset now) => new()
    {
        AgentId = settings.AgentId,
        UserId = settings.UserId,
        Title = settings.Title,
        Metadata = settings.Metadata is { Count: > 0 } labels ? labels : null,
        Concurrency = settings.Concurrency,
        TtlHours = settings.TtlHours,
        CreatedAt = now,
        UpdatedAt = now,
        RequestToken = settings.RequestToken,
    };

    /// <summary>The record with changes applied.</summary>
    /// <param name="changes">They.</param>
    /// <param name="now">When they are applied.</param>
    /// <param name="maxTokens">How many requests are remembered.</param>
    public SessionRecord With(SessionChanges changes, DateTimeOffset now, int maxTokens) => this with
    {
        AgentId = changes.AgentId ?? AgentId,
        Title = changes.Title ?? Title,
        Metadata = changes.Metadata ?? Metadata,
        Concurrency = changes.Concurrency ?? Concurrency,
        TtlHours = changes.TtlHours ?? TtlHours,
        UpdatedAt = now,
        ChangeTokens = TokensWith(changes.RequestToken, maxTokens),
    };

    /// <summary>Whether a request changed it that is remembered here.</summary>
    public bool IsChangedBy(string? token) => RequestTokens.Has(ChangeTokens ?? [], token);

    /// <summary>The record once a turn is another or gone, with what must not be forgotten with it; this one when that is nothing.</summary>
    /// <param name="turn">The turn as it was.</param>
    /// <param name="changed">The turn from now on; null: it is gone.</param>
    /// <param name="lastSeq">The number of the last message of the session.</param>
    /// <param name="maxTokens">How many requests are remembered.</param>
    public SessionRecord After(StoredTurn turn, StoredTurn? changed, long lastSeq, int maxTokens)
    {
        var record = turn.LastSeq == lastSeq && changed?.LastSeq != lastSeq ? this with { TakenSeq = lastSeq } : this;
        return changed is null && turn.WasAdded && turn.IdempotencyKey is { } token
            ? record with { ChangeTokens = TokensWith(token, maxTokens) }
            : record;
    }

    private string[]? TokensWith(string? token, int maxTokens) => token is null ? ChangeTokens : RequestTokens.With(ChangeTokens ?? [], token, maxTokens);
}
