using Orleans.Concurrency;
using Platform.Contracts.Calls;
using Platform.Contracts.DeadLetters;
using Platform.Contracts.Errors;
using Platform.Contracts.Paging;

namespace Platform.Contracts.Sessions;

/// <summary>
/// One conversation. Key: <see cref="Keys.GrainKey.ForSession"/>. Trusts its caller for who may reach it: the API
/// derives the tenant in the key from the API key, never from the request. All failures are <see cref="PlatformException"/>.
/// Every method may interleave: the grain orders turns itself, by the session's <see cref="ConcurrencyPolicy"/>.
/// </summary>
[Alias("ISessionGrain")]
public interface ISessionGrain : IHoldsCalls
{
    /// <summary>Creates the session. Fails with <see cref="ErrorCode.AlreadyExists"/> when it exists.</summary>
    [AlwaysInterleave, Alias("Create")]
    Task<SessionInfo> Create(NewSession settings);

    /// <summary>The session; null when it does not exist.</summary>
    [AlwaysInterleave, Alias("Get")]
    Task<SessionInfo?> Get();

    /// <summary>Changes settings. Fails with <see cref="ErrorCode.SessionNotFound"/>.</summary>
    [AlwaysInterleave, Alias("Update")]
    Task<SessionInfo> Update(SessionChanges changes);

    /// <summary>Cancels what runs and erases the session. False when it did not exist.</summary>
    [AlwaysInterleave, Alias("Delete")]
    Task<bool> Delete();

    /// <summary>
    /// Cancels what runs and erases the session, also one that has expired. Null when it does not exist, and when it is not
    /// the user's.
    /// </summary>
    /// <param name="onlyOfUser">The user whose it has to be; null: anybody's.</param>
    [AlwaysInterleave, Alias("Erase"), ResponseTimeout("00:01:00")]
    Task<ErasedSession?> Erase(string? onlyOfUser);

    /// <summary>
    /// Runs a turn and answers when it is stored. A turn that the model failed answers with <see cref="TurnStatus.Failed"/>;
    /// refusals before the turn began are thrown.
    /// </summary>
    [AlwaysInterleave, Alias("Send"), ResponseTimeout("00:15:00")]
    Task<TurnResult> Send(TurnRequest request);

    /// <summary>
    /// Runs a turn and answers its events as they happen; the last one is terminal. Leaving early does what
    /// <see cref="TurnRequest.OnDisconnect"/> says.
    /// </summary>
    [AlwaysInterleave, Alias("Stream")]
    IAsyncEnumerable<TurnEvent> Stream(TurnRequest request, CancellationToken cancellationToken = default);

    /// <summary>Accepts a turn and answers at once where it stands; it runs on by itself.</summary>
    [AlwaysInterleave, Alias("Begin")]
    Task<TurnRecord> Begin(TurnRequest request);

    /// <summary>A turn that waits, runs or is stored, or that has failed a moment ago; null when there is no such turn.</summary>
    [AlwaysInterleave, Alias("FindTurn")]
    Task<TurnRecord?> FindTurn(string turnId);

    /// <summary>
    /// Adds messages without asking a model, behind the turns that run and wait. Answers them as they are stored. Fails with
    /// <see cref="ErrorCode.SessionNotFound"/>.
    /// </summary>
    [AlwaysInterleave, Alias("Append"), ResponseTimeout("00:15:00")]
    Task<StoredMessage[]> Append(NewMessages added);

    /// <summary>
    /// Takes a part of a message out of the history, behind the turns that run and wait; with its last part goes the message.
    /// False when there is no such part.
    /// </summary>
    /// <param name="turnId">The message's turn.</param>
    /// <param name="seq">The message's <see cref="StoredMessage.Seq"/>.</param>
    /// <param name="call">The place of one of its calls; null: a text, which is all of it unless it has calls.</param>
    /// <param name="text">Which text, as <see cref="MessagePart.Place"/> tells it; of no meaning for a call.</param>
    [AlwaysInterleave, Alias("RemovePart"), ResponseTimeout("00:15:00")]
    Task<bool> RemovePart(string turnId, long seq, int? call, int text = 0);

    /// <summary>Stops a turn if it runs or waits, and takes it with its messages out of the history. False when there is none.</summary>
    [AlwaysInterleave, Alias("RemoveTurn")]
    Task<bool> RemoveTurn(string turnId);

    /// <summary>The session up to a turn; null when there is no such turn.</summary>
    [AlwaysInterleave, Alias("Copy")]
    Task<SessionCopy?> Copy(string throughTurnId);

    /// <summary>Creates the session as a copy. Fails with <see cref="ErrorCode.AlreadyExists"/> when it exists.</summary>
    [AlwaysInterleave, Alias("CreateFrom")]
    Task<SessionInfo> CreateFrom(SessionCopy copy);

    /// <summary>
    /// Follows the turn that runs, or replays the last one while its events are kept, from beyond <paramref name="after"/>.
    /// Answers nothing when there is neither.
    /// </summary>
    /// <param name="turnId">The turn; null for the running or the last one.</param>
    /// <param name="after">The last <see cref="TurnEvent.Seq"/> the viewer has; 0 for all.</param>
    /// <param name="cancellationToken">Ends the viewing, not the turn.</param>
    [AlwaysInterleave, Alias("Attach")]
    IAsyncEnumerable<TurnEvent> Attach(string? turnId, long after, CancellationToken cancellationToken = default);

    /// <summary>
    /// The events of a turn from its first, followed until its last one. Of one that is over and was not watched they are as
    /// few as tell everything. Answers nothing when there is no such turn.
    /// </summary>
    /// <param name="turnId">The turn, however long ago it was.</param>
    /// <param name="cancellationToken">Ends the viewing, not the turn.</param>
    [AlwaysInterleave, Alias("Follow")]
    IAsyncEnumerable<TurnEvent> Follow(string turnId, CancellationToken cancellationToken = default);

    /// <summary>Stops a turn, also a queued one, and keeps what was produced.</summary>
    /// <param name="turnId">The turn; null for the running one.</param>
    [AlwaysInterleave, Alias("Cancel")]
    Task<CancelOutcome> Cancel(string? turnId);

    /// <summary>The turns that were dropped because they waited too long, the newest first. Fails with <see cref="ErrorCode.SessionNotFound"/>.</summary>
    /// <param name="turnId">Only this turn; null: all that are kept.</param>
    [AlwaysInterleave, Alias("DeadLetters")]
    Task<DeadLetter[]> DeadLetters(string? turnId);

    /// <summary>Forgets the dead letters. Fails with <see cref="ErrorCode.SessionNotFound"/>.</summary>
    [AlwaysInterleave, Alias("ClearDeadLetters")]
    Task ClearDeadLetters();

    /// <summary>A part of the history. Fails with <see cref="ErrorCode.SessionNotFound"/>.</summary>
    [AlwaysInterleave, Alias("History")]
    Task<Page<StoredMessage>> History(HistoryRequest request);

    /// <summary>
    /// Takes those of the kept turns into the tenant's ledger that are not in it, which only happens after a silo was lost. False
    /// when the session does not exist.
    /// </summary>
    [AlwaysInterleave, Alias("PostUsage")]
    Task<bool> PostUsage();
}
