using Platform.Contracts.Keys;
using Platform.Contracts.Sessions;
using Xunit;

namespace Platform.Tests.Sessions;

[Collection(SessionCollection.Name)]
public sealed class IndexTests(SessionRedis redis)
{
    [Fact]
    public async Task Entries_of_sessions_that_are_long_gone_are_swept_as_new_ones_are_created()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var index = StoreKey.TenantSessions(GrainKey.ForTenant(lab.TenantId));
        for (var ghost = 0; ghost < 20; ghost++)
            await lab.Redis.Database.SortedSetAddAsync(index, $"ghost{ghost}", 1);

        var (ghosts, sessions, created) = (20, 0, 0);
        // Each creation looks at two at random, so this ends; how soon is a matter of chance.
        while (ghosts > 2 && created < 2_000)
        {
            await lab.Activate($"s{created++}").Create(new NewSession { AgentId = "helper" });
            var members = await lab.Redis.Database.SortedSetRangeByRankAsync(index);
            ghosts = members.Count(member => ((string)member!).StartsWith("ghost", StringComparison.Ordinal));
            sessions = members.Length - ghosts;
        }

        Assert.True(ghosts <= 2, $"{ghosts} are left after {created} creations");
        Assert.Equal(created, sessions);
    }

    [Fact]
    public async Task A_deleted_session_leaves_the_lists_of_its_tenant_and_user()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = lab.Activate();
        await session.Create(new NewSession { AgentId = "helper", UserId = "ann" });
        await session.Delete();

        Assert.Equal(0, await lab.Redis.Database.SortedSetLengthAsync(StoreKey.TenantSessions(GrainKey.ForTenant(lab.TenantId))));
        Assert.Equal(0, await lab.Redis.Database.SortedSetLengthAsync(StoreKey.UserSessions(GrainKey.ForUser(lab.TenantId, "ann"))));
    }
}
