using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Platform.Tests.Hosting;
using Xunit;

namespace Platform.Tests.Engine.Cluster;

public sealed class StreamDrainTests : SiloDrain
{
    [Fact]
    public async Task A_stream_runs_on_while_the_silo_has_time_left()
    {
        // More than half of the time that the host gives its silo, and less than all of it.
        const string EightSeconds = "builtin/echo?tokens=80&tokenMs=100";
        var leaving = await StartSilo(static services => services.PostConfigure<HostOptions>(static options => options.ShutdownTimeout = TimeSpan.FromSeconds(14)));
        var running = (await SessionsOnBoth()).Select(session => Converse(session, EightSeconds, stream: true)).ToArray();
        await leaving.DisposeAsync();
        Assert.All(await Task.WhenAll(running), static last => Assert.True(last?.Event == "turn.completed", last?.Data));
    }
}
