using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration;
using Xunit;

namespace Platform.Tests.Hosting.StandIn;

public sealed class StartOrderTests
{
    private readonly IDistributedApplicationBuilder _builder = DistributedApplication.CreateBuilder([]);

    [Fact]
    public void A_resource_comes_after_those_it_waits_for()
    {
        var api = Add("api");
        var silo = Add("silo");
        var redis = Add("redis");
        api.WaitFor(silo);
        silo.WaitFor(redis);
        Assert.Equal(["redis", "silo", "api"], StartOrder.Of([.. _builder.Resources]).Select(resource => resource.Name));
    }

    [Fact]
    public void Resources_that_wait_for_each_other_are_named()
    {
        var silo = Add("silo");
        var redis = Add("redis");
        silo.WaitFor(redis);
        redis.WaitFor(silo);
        var error = Assert.Throws<DistributedApplicationException>(() => StartOrder.Of([.. _builder.Resources]));
        Assert.Contains("silo -> redis -> silo", error.Message);
    }

    [Fact]
    public void Two_resources_cannot_share_a_name()
    {
        Add("silo");
        Assert.Throws<DistributedApplicationException>(() => Add("Silo"));
    }

    private IResourceBuilder<ExecutableResource> Add(string name) => _builder.AddResource(new ExecutableResource(name, "sh", "/"));
}
