using Microsoft.Extensions.Options;

namespace Platform.Silo.Seeding;

/// <summary>Takes the seed from <c>PLATFORM_ADMIN_KEY</c>, <c>PLATFORM_KEY</c>, <c>Platform:DemoModels</c> and the providers' keys.</summary>
internal sealed class SeedOptionsSetup(IConfiguration configuration) : IConfigureOptions<SeedOptions>
{
    /// <summary>The variable with the operator's key.</summary>
    public const string AdminKeyName = "PLATFORM_ADMIN_KEY";

    /// <summary>The variable with the demo tenant's key.</summary>
    public const string DemoKeyName = "PLATFORM_KEY";

    private const string Echo = "builtin/echo";
    private const string OpenAI = "openai/gpt-5-mini";
    private const string Anthropic = "anthropic/claude-haiku-4-5";

    public void Configure(SeedOptions options)
    {
        options.AdminKey = configuration[AdminKeyName] is { Length: > 0 } admin ? admin : null;
        options.DemoKey = configuration[DemoKeyName] is { Length: > 0 } demo ? demo : null;
        options.DemoModels = Models();
    }

    private string[] Models()
    {
        if (configuration["Platform:DemoModels"] is { Length: > 0 } list)
            return list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (configuration.GetSection("Platform:DemoModels").Get<string[]>() is { Length: > 0 } models)
            return models;
        if (configuration["OPENAI_API_KEY"] is { Length: > 0 })
            return [OpenAI];
        return configuration["ANTHROPIC_API_KEY"] is { Length: > 0 } ? [Anthropic] : [Echo];
    }
}
