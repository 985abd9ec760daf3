using System.Net.Sockets;
using Platform.Contracts.Errors;
using Platform.Tests.Sessions;
using Xunit;

namespace Platform.Tests.Storage;

[Collection(SessionCollection.Name)]
public sealed class RedisStoreTests(SessionRedis redis)
{
    /// <summary>What commands end with when their connection is lost or no answer comes, by the client's generation and the moment.</summary>
    public static TheoryData<Exception> Losses =>
    [
        new IOException("Connection reset by peer", new SocketException((int)SocketError.ConnectionReset)),
        new InvalidOperationException("Output has been completed with fault", new IOException("Broken pipe")),
        new InvalidOperationException("Output has been completed"),
        new SocketException((int)SocketError.ConnectionReset),
        new TimeoutException(),
        new ObjectDisposedException("connection"),
        new TaskCanceledException(),
    ];

    [Theory]
    [MemberData(nameof(Losses), DisableDiscoveryEnumeration = true)]
    public async Task A_command_whose_connection_was_lost_is_the_store_being_away_in_whatever_way_the_client_says_so(Exception loss)
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);

        var told = await Assert.ThrowsAsync<PlatformException>(() => lab.Redis.Run(Task.FromException<int>(loss)));

        Assert.Equal((ErrorCode.StorageUnavailable, loss), (told.Code, told.Cause));
        Assert.NotNull(told.RetryAfter);
    }

    [Fact]
    public async Task Misuse_of_the_client_is_not_taken_for_a_store_that_is_away()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);

        await Assert.ThrowsAsync<ArgumentException>(() => lab.Redis.Run(Task.FromException<int>(new ArgumentException())));
    }
}
