using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration;
using Aspire.Hosting.Orleans;
using Aspire.Hosting.Processes;
using Platform.AppHost.Redis;
using Xunit;

namespace Platform.Tests.Hosting.StandIn;

/// <summary>The variables that silos and clients read have the names that Aspire gives them.</summary>
public sealed class ReplicaEnvironmentTests
{
    private readonly IDistributedApplicationBuilder _builder = DistributedApplication.CreateBuilder([]);

    [Fact]
    public async Task A_silo_is_told_its_cluster_and_ports_of_its_own()
    {
        var silo = _builder.AddProject<Projects.Silo>("silo").WithHttpEndpoint().WithReference(AddCluster());
        var first = await EnvironmentOfAsync(silo.Resource, "silo-1");
        var second = await EnvironmentOfAsync(silo.Resource, "silo-2");

        Assert.Equal("Redis", first["Orleans__Clustering__ProviderType"]);
        Assert.Equal("redis", first["Orleans__Clustering__ServiceKey"]);
        Assert.Equal("platform", first["Orleans__ClusterId"]);
        Assert.Equal("chat", first["Orleans__ServiceId"]);
        Assert.Equal("true", first["Orleans__EnableDistributedTracing"]);
        Assert.Equal("127.0.0.1:7001", first["ConnectionStrings__redis"]);
        Assert.Equal("silo", first["OTEL_SERVICE_NAME"]);
        Assert.Equal("service.instance.id=silo-1", first["OTEL_RESOURCE_ATTRIBUTES"]);
        Assert.Matches(@"^http://127\.0\.0\.1:\d+$", first["ASPNETCORE_URLS"]);
        foreach (var name in (string[])["ASPNETCORE_URLS", "Orleans__Endpoints__SiloPort", "Orleans__Endpoints__GatewayPort"])
            Assert.NotEqual(first[name], second[name]);
    }

    [Fact]
    public async Task A_client_is_told_the_cluster_and_no_silo_ports()
    {
        var api = _builder.AddProject<Projects.Api>("api").WithHttpEndpoint().WithReference(AddCluster().AsClient());
        var environment = await EnvironmentOfAsync(api.Resource, "api");
        Assert.Equal("Redis", environment["Orleans__Clustering__ProviderType"]);
        Assert.DoesNotContain(environment.Keys, name => name.StartsWith("Orleans__Endpoints", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_local_Redis_is_described_in_parts_too()
    {
        var silo = _builder.AddProject<Projects.Silo>("silo").WithReference(AddRedis());
        var environment = await EnvironmentOfAsync(silo.Resource, "silo");
        Assert.Equal("127.0.0.1", environment["REDIS_HOST"]);
        Assert.Equal("7001", environment["REDIS_PORT"]);
        Assert.Equal("redis://127.0.0.1:7001", environment["REDIS_URI"]);
    }

    [Fact]
    public async Task A_service_is_found_by_its_proxied_endpoint()
    {
        var api = _builder.AddProject<Projects.Api>("api").WithReplicas(3).WithHttpEndpoint(8080);
        api.Resource.Annotations.OfType<EndpointAnnotation>().Single().AllocatedPort = 8080;
        var silo = _builder.AddProject<Projects.Silo>("silo").WithReference(api);
        var environment = await EnvironmentOfAsync(silo.Resource, "silo");
        Assert.Equal("http://localhost:8080", environment["services__api__http__0"]);
        Assert.Equal("http://localhost:8080", environment["API_HTTP"]);
        Assert.DoesNotContain("services__api__http__1", environment.Keys);
    }

    [Fact]
    public async Task What_is_set_last_wins_and_parameters_are_resolved()
    {
        var key = _builder.AddParameter("admin-key", "sk-1", secret: true);
        var silo = _builder.AddProject<Projects.Silo>("silo")
            .WithEnvironment("A", "first").WithEnvironment("A", "second").WithEnvironment("KEY", key);
        var environment = await EnvironmentOfAsync(silo.Resource, "silo");
        Assert.Equal("second", environment["A"]);
        Assert.Equal("sk-1", environment["KEY"]);
    }

    [Fact]
    public void A_cluster_without_clustering_cannot_be_joined()
    {
        var silo = _builder.AddProject<Projects.Silo>("silo");
        Assert.Throws<InvalidOperationException>(() => silo.WithReference(_builder.AddOrleans("platform")));
    }

    private static async Task<Dictionary<string, string>> EnvironmentOfAsync(IResource resource, string replica) =>
        await ReplicaEnvironment.BuildAsync(
            resource, replica, new ReplicaPorts(resource, Ports).Take(), TestContext.Current.CancellationToken);

    private static readonly FreePorts Ports = new();

    private IResourceBuilder<LocalRedisResource> AddRedis() =>
        _builder.AddResource(new LocalRedisResource("redis", new RedisServer("redis-server", [], "--port", "/"), 7001));

    private OrleansService AddCluster() => _builder.AddOrleans("orleans")
        .WithClusterId("platform").WithServiceId("chat").WithClustering(new RedisClustering(AddRedis()));
}
