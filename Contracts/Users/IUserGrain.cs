using Orleans.Concurrency;
using Platform.Contracts.Paging;
using Platform.Contracts.Sessions;

namespace Platform.Contracts.Users;

/// <summary>A user of a tenant: the index of the sessions. Key: <see cref="Keys.GrainKey.ForUser"/>.</summary>
[Alias("IUserGrain")]
public interface IUserGrain : IGrainWithStringKey
{
    /// <summary>Notes a session that was created for the user.</summary>
    [Alias("AddSession")]
    Task AddSession(string sessionId, DateTimeOffset createdAt);

    /// <summary>Forgets a session.</summary>
    [Alias("RemoveSession")]
    Task RemoveSession(string sessionId);

    /// <summary>The user's sessions, the most recently created first.</summary>
    [ReadOnly, Alias("ListSessions")]
    Task<Page<SessionInfo>> ListSessions(PageRequest page);
}
