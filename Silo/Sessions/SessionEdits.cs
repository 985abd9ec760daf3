using Platform.Contracts.Keys;
using Platform.Contracts.Sessions;

namespace Platform.Silo.Sessions;

/// <summary>Changes to a session's history that no model is asked about: messages that are added, parts and turns that are taken out.</summary>
/// <param name="address">The session.</param>
/// <param name="services">What sessions share.</param>
/// <param name="stored">The session in the store.</param>
/// <param name="turns">Its turns, which wait meanwhile.</param>
/// <param name="required">The session, which has to exist.</param>
internal sealed class SessionEdits(
    SessionAddress address, SessionServices services, StoredSession stored, SessionTurns turns, Func<ValueTask<SessionState>> required)
{
    private static readonly TurnRequest NothingAsked = new() { Input = [] };

    public async Task<StoredMessage[]> Append(NewMessages added)
    {
        services.Planner.Check(added.Messages);
        await required();
        return await turns.Edit(async () =>
        {
            var state = await required();
            if (stored.FindAdded(state.Log, added) is { } before)
                return before.ToMessages().ToArray();
            if (state.Record.IsChangedBy(added.RequestToken))
                return [];
            var maxMessages = await services.Planner.MaxMessages(address, state.Record);
            var lifetime = await services.Planner.Lifetime(address, state.Record);
            var id = SortableId.New(SortableId.Turn, services.Time);
            var entry = await stored.Commit(state, id, NothingAsked, firstSeq => Added(id, firstSeq, added), maxMessages, lifetime);
            return entry.ToMessages().ToArray();
        });
    }

    public async Task<bool> RemovePart(string turnId, long seq, int? call, int text = 0)
    {
        await required();
        return await turns.Edit(async () =>
        {
            var state = await required();
            if (state.Log.FindTurn(turnId) is not (>= 0 and var index))
                return false;
            var turn = state.Log.Decode(index);
            if (turn.PlaceOf(seq) is not (>= 0 and var place) || !MessageParts.TryTake(turn.Messages[place], call, text, out var rest))
                return false;
            turns.ForgetTurn(turnId);
            await stored.Rewrite(state, index, turn.With(place, rest));
            return true;
        });
    }

    public async Task<bool> RemoveTurn(string turnId)
    {
        await required();
        var wasUnderway = turns.FindUnderway(turnId) is not null;
        turns.Cancel(turnId);
        return await turns.Edit(async () =>
        {
            var state = await required();
            var wasKept = turns.ForgetTurn(turnId);
            if (state.Log.FindTurn(turnId) is not (>= 0 and var index))
                return wasUnderway || wasKept;
            await stored.Rewrite(state, index, null);
            return true;
        });
    }

    /// <summary>The entries that a session begins with.</summary>
    public byte[][] FirstEntries(NewSession settings) => settings.Messages is { } messages
        ? [StoredTurnWriter.Write(Added(SortableId.New(SortableId.Turn, services.Time), 1, new NewMessages(messages)))]
        : [];

    /// <summary>Messages that no model is asked about.</summary>
    private StoredTurn Added(string id, long firstSeq, NewMessages added) => new()
    {
        TurnId = id,
        FirstSeq = firstSeq,
        At = services.Now,
        Status = TurnStatus.Completed,
        Messages = added.Messages,
        Model = "",
        IdempotencyKey = added.RequestToken,
        RequestHash = added.RequestToken is null ? added.RequestHash?[..StoredTurn.KeptHash] : null,
    };
}
