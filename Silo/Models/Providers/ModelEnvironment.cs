using Microsoft.Extensions.Options;

namespace Platform.Silo.Models.Providers;

/// <summary>Takes keys and addresses from the variables that the providers' own tools use, where the section sets none.</summary>
internal sealed class ModelEnvironment(IConfiguration configuration) : IPostConfigureOptions<ModelOptions>
{
    public void PostConfigure(string? name, ModelOptions options)
    {
        options.OpenAI.ApiKey = Or(options.OpenAI.ApiKey, "OPENAI_API_KEY");
        options.OpenAI.BaseUrl = Or(options.OpenAI.BaseUrl, "OPENAI_BASE_URL");
        options.Anthropic.ApiKey = Or(options.Anthropic.ApiKey, "ANTHROPIC_API_KEY");
    }

    private string? Or(string? value, string variable)
    {
        if (string.IsNullOrWhiteSpace(value))
            value = configuration[variable];
        return string.IsNullOrWhiteSpace(value) ? null : value.Trim();
    }
}
