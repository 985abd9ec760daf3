using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Platform.Tests.Engine.Behaviour;

public sealed class FilterTests(EngineRedis redis)
{
    [Fact]
    public async Task Incoming_filters_see_arguments_change_results_and_refuse()
    {
        var seen = new List<string>();
        await using var cluster = await TestCluster.StartAsync(redis, 1, silo => Add(silo).AddIncomingGrainCallFilter(async context =>
        {
            if (context.MethodName != "Add")
            {
                await context.Invoke();
                return;
            }

            if (context.Request.GetArgument(0) is 13)
                throw new UnauthorizedAccessException("Not thirteen.");
            await context.Invoke();
            lock (seen)
                seen.Add($"{context.InterfaceMethod.Name} {context.Request.GetArgument(0)} {context.Request.GetArgument(1)} {context.Result} {context.Grain.GetType().Name}");
            context.Result = 100 + (int)context.Result!;
        }));
        var grain = cluster.Client.GetGrain<IInjectedGrain>(Guid.NewGuid());

        Assert.Equal(105, await grain.Add(2, 3));
        Assert.Equal(["Add 2 3 5 InjectedGrain"], seen);
        var error = await Assert.ThrowsAsync<UnauthorizedAccessException>(() => grain.Add(13, 1));
        Assert.Equal("Not thirteen.", error.Message);
    }

    [Fact]
    public async Task Outgoing_filters_of_the_client_run_around_the_call()
    {
        await using var cluster = await TestCluster.StartAsync(redis, 1, silo => Add(silo));
        var client = await cluster.AddClientAsync(builder => builder.AddOutgoingGrainCallFilter(async context =>
        {
            RequestContext.Set("from", "filter");
            await context.Invoke();
            if (context.Result is string text)
                context.Result = text + "!";
        }));
        Assert.Equal("filter!", await client.GetGrain<ICallGrain>("x").Context("from"));
    }

    [Fact]
    public async Task Constructor_arguments_come_from_the_services_scoped_ones_per_activation()
    {
        await using var cluster = await TestCluster.StartAsync(redis, 1, silo => Add(silo));
        var first = (await cluster.Client.GetGrain<IInjectedGrain>(Guid.NewGuid()).Describe()).Split(' ');
        var second = (await cluster.Client.GetGrain<IInjectedGrain>(Guid.NewGuid()).Describe()).Split(' ');

        Assert.Equal(first[0], second[0]);
        Assert.NotEqual(first[1], second[1]);
        Assert.Equal(["True", "True"], first[2..]);

        await cluster.Client.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
        await Signals.Wait(first[1] + " disposed");
    }

    private static ISiloBuilder Add(ISiloBuilder silo) => silo.ConfigureServices(services =>
    {
        services.AddSingleton<InjectedGrain.Singleton>();
        services.AddScoped<InjectedGrain.Scoped>();
    });
}
