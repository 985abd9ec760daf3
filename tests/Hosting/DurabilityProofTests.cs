using Platform.AppHost;
using Platform.AppHost.Redis;
using Xunit;

namespace Platform.Tests.Hosting;

public sealed class DurabilityProofTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public DurabilityProofTests() => Assert.SkipUnless(RedisServerProgram.IsInstalled, "redis-server is not installed.");

    [Fact]
    public async Task A_server_that_keeps_nothing_is_refused()
    {
        var error = await Assert.ThrowsAsync<AppHostError>(() => DurabilityProof.EnsureAsync(Server("no"), "7"));
        Assert.Contains("does not keep what it acknowledged", error.Message);
        Assert.False(File.Exists(_folder.PathOf("durability-proved")));
    }

    [Fact]
    public async Task A_server_that_was_proved_is_not_started_again_until_its_version_changes()
    {
        await DurabilityProof.EnsureAsync(Server("yes"), "7");
        var broken = Server("yes") with { Command = "/bin/false" };
        await DurabilityProof.EnsureAsync(broken, "7");
        var error = await Assert.ThrowsAsync<AppHostError>(() => DurabilityProof.EnsureAsync(broken, "8"));
        Assert.Contains("cannot be started", error.Message);
    }

    public void Dispose() => _folder.Dispose();

    private RedisServer Server(string appendOnly) => new(
        RedisServerProgram.Name,
        ["--bind", "127.0.0.1", "--dir", _folder.Path, "--save", "", "--appendonly", appendOnly, "--appendfsync", "always"],
        "--port",
        _folder.Path);
}
