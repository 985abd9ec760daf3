using Orleans.Concurrency;
using Platform.Contracts.Calls;
using Platform.Contracts.Erasure;
using Platform.Contracts.Paging;
using Platform.Contracts.Sessions;

namespace Platform.Contracts.Users;

/// <summary>A user of a tenant: the index of the sessions, and the erasure. Key: <see cref="Keys.GrainKey.ForUser"/>.</summary>
[Alias("IUserGrain")]
public interface IUserGrain : IHoldsCalls
{
    /// <summary>The user's sessions, the most recently created first.</summary>
    [ReadOnly, Alias("ListSessions")]
    Task<Page<SessionInfo>> ListSessions(PageRequest page);

    /// <summary>
    /// Erases everything of the user: cancels what runs, and answers when nothing is left, with the proof. A user of whom there
    /// is nothing is erased all the same. What would be stored of the user meanwhile fails with
    /// <see cref="ErrorCode.ErasureRunning"/>. One that broke off is finished when it is called again.
    /// </summary>
    [Alias("Erase"), ResponseTimeout("00:15:00")]
    Task<SignedManifest> Erase();
}
