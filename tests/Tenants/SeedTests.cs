using Platform.Contracts.Agents;
using Platform.Contracts.Keys;
using Platform.Contracts.Paging;
using Platform.Contracts.Tenants;
using Platform.Silo.Seeding;
using Xunit;

namespace Platform.Tests.Tenants;

[Collection(SiloCollection.Name)]
public sealed class SeedTests(SiloFixture silo)
{
    [Fact]
    public async Task Silos_that_start_with_the_same_keys_seed_once_and_leave_what_an_operator_changed()
    {
        var settings = new Dictionary<string, string>
        {
            ["PLATFORM_ADMIN_KEY"] = ApiKey.Generate(ApiKey.AdminTenant),
            ["PLATFORM_KEY"] = ApiKey.Generate("demo"),
            ["Platform:DemoModels"] = "echo, other/model",
        };
        var silos = await Task.WhenAll(silo.StartSilo(settings), silo.StartSilo(settings));
        try
        {
            Assert.Equal(KeyRole.Admin, (await silo.Tenant("admin").Authenticate(ApiKey.Hash(settings["PLATFORM_ADMIN_KEY"])))!.Role);
            Assert.Equal(KeyRole.Owner, (await silo.Tenant("demo").Authenticate(ApiKey.Hash(settings["PLATFORM_KEY"])))!.Role);
            Assert.Single((await silo.Tenant("demo").ListKeys(new PageRequest())).Data);
            Assert.Equal(["echo", "other/model"], (await silo.Agent("demo", "assistant").Get())!.Settings.Models);
            await silo.Agent("demo", "assistant").Put(new AgentSettings { Models = ["echo"], Instructions = "changed" });
            await silo.Tenant("demo").Update(new TenantChanges { Name = "changed" });

            await silo.Stop(await silo.StartSilo(settings));

            Assert.Equal("changed", (await silo.Agent("demo", "assistant").Get())!.Settings.Instructions);
            Assert.Equal("changed", (await silo.Tenant("demo").Get())!.Settings.Name);
            Assert.Single((await silo.Tenant("demo").ListKeys(new PageRequest())).Data);
        }
        finally
        {
            foreach (var started in silos)
                await silo.Stop(started);
        }
    }

    [Fact]
    public void A_key_of_the_wrong_form_is_told_by_its_variable_and_not_repeated()
    {
        var (foreign, malformed) = (ApiKey.Generate("other"), "sk-admin-short");

        var verdict = new SeedOptionsValidator().Validate(null, new SeedOptions { AdminKey = malformed, DemoKey = foreign });

        Assert.Equal(2, verdict.Failures!.Count());
        Assert.Contains("PLATFORM_ADMIN_KEY", verdict.FailureMessage);
        Assert.Contains("PLATFORM_KEY", verdict.FailureMessage);
        Assert.DoesNotContain(foreign[^32..], verdict.FailureMessage);
        Assert.DoesNotContain(malformed, verdict.FailureMessage);
        Assert.True(new SeedOptionsValidator().Validate(null, new SeedOptions()).Succeeded);
    }

    [Theory]
    [InlineData("", null, null, "builtin/echo")]
    [InlineData("", "x", "y", "openai/")]
    [InlineData("", null, "y", "anthropic/")]
    [InlineData("a/b", "x", "y", "a/b")]
    public void The_demo_agent_asks_a_real_model_when_one_can_be_reached(string models, string? openAi, string? anthropic, string expected)
    {
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationManager
        {
            ["Platform:DemoModels"] = models,
            ["OPENAI_API_KEY"] = openAi,
            ["ANTHROPIC_API_KEY"] = anthropic,
        };
        var options = new SeedOptions();

        new SeedOptionsSetup(configuration).Configure(options);

        Assert.StartsWith(expected, options.DemoModels[0]);
    }
}
