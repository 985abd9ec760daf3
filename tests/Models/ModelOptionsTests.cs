using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Silo.Models.Providers;
using Platform.Tests.TestKit.Providers;
using Xunit;

namespace Platform.Tests.Models;

public sealed class ModelOptionsTests
{
    [Fact(Timeout = Ask.Deadline)]
    public async Task Wrong_settings_stop_the_silo_with_all_of_them_named()
    {
        await using var host = new ModelHost(
            null,
            ("Platform:Models:OpenAI:BaseUrl", "ftp://example.com"),
            ("Platform:Models:Anthropic:MaxOutputTokens", "0"),
            ("Platform:Models:Anthropic:Models:0", "a b"),
            ("Platform:Models:Compatible:Local:ApiKey", "x"),
            ("Platform:Models:Resilience:FirstTokenTimeout", "00:02:00"),
            ("Platform:Models:Resilience:MaxRetries", "11"));

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => host.Start(TestContext.Current.CancellationToken));

        Assert.Equal(7, failure.Failures.Count());
        Assert.Contains("Platform:Models:OpenAI:BaseUrl", failure.Message);
        Assert.Contains("Platform:Models:Anthropic:MaxOutputTokens is 0", failure.Message);
        Assert.Contains("'a b'", failure.Message);
        Assert.Contains("Platform:Models:Compatible:Local:BaseUrl is missing", failure.Message);
        Assert.Contains("FirstTokenTimeout is 00:02:00; it has to be from 00:00:01 to 00:00:45 (RetryBudget)", failure.Message);
        Assert.Contains("MaxRetries is 11", failure.Message);
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task A_misspelt_setting_stops_the_silo()
    {
        await using var host = new ModelHost(null, ("Platform:Models:Resilience:FirstTokenTimout", "00:00:10"));

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => host.Start(TestContext.Current.CancellationToken));

        Assert.Contains("FirstTokenTimout", failure.Message);
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task The_providers_own_variables_serve_where_the_section_is_silent()
    {
        await using var host = new ModelHost(
            null,
            ("OPENAI_API_KEY", "sk-env"),
            ("OPENAI_BASE_URL", "http://localhost:1/v1"),
            ("ANTHROPIC_API_KEY", "sk-ant-env"),
            ("Platform:Models:Anthropic:ApiKey", "sk-ant-own"));
        await host.Start(TestContext.Current.CancellationToken);

        var options = host.Services.GetRequiredService<IOptions<ModelOptions>>().Value;

        Assert.Equal("sk-env", options.OpenAI.ApiKey);
        Assert.Equal("http://localhost:1/v1", options.OpenAI.BaseUrl);
        Assert.Equal("sk-ant-own", options.Anthropic.ApiKey);
        Assert.DoesNotContain("sk-", options.OpenAI.ToString());
        Assert.DoesNotContain("sk-", options.Anthropic.ToString());
    }
}
