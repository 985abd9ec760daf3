using Orleans.Concurrency;
using Platform.Contracts.Paging;
using Platform.Contracts.Sessions;

namespace Platform.Contracts.Users;

/// <summary>A user of a tenant: the index of the sessions. Key: <see cref="Keys.GrainKey.ForUser"/>.</summary>
[Alias("IUserGrain")]
public interface IUserGrain : IGrainWithStringKey
{
    /// <summary>The user's sessions, the most recently created first.</summary>
    [ReadOnly, Alias("ListSessions")]
    Task<Page<SessionInfo>> ListSessions(PageRequest page);
}
