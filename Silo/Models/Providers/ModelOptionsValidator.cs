using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Platform.Silo.Models.Resilience;

namespace Platform.Silo.Models.Providers;

/// <summary>Refuses settings that can't work before the silo serves anything; names all of them at once.</summary>
internal sealed partial class ModelOptionsValidator : IValidateOptions<ModelOptions>
{
    public ValidateOptionsResult Validate(string? name, ModelOptions options)
    {
        var errors = new List<string>();
        CheckProvider(errors, "OpenAI", options.OpenAI);
        CheckProvider(errors, "Anthropic", options.Anthropic);
        CheckRange(
            errors,
            "Anthropic:MaxOutputTokens",
            options.Anthropic.MaxOutputTokens,
            AnthropicOptions.LeastMaxOutputTokens,
            AnthropicOptions.MostMaxOutputTokens);

        foreach (var (server, provider) in options.Compatible)
        {
            if (!ServerName().IsMatch(server))
                errors.Add($"{Path($"Compatible:{server}")}: the name has to be 1 to 40 lower-case letters, digits or hyphens.");
            if (string.IsNullOrWhiteSpace(provider.BaseUrl))
                errors.Add($"{Path($"Compatible:{server}:BaseUrl")} is missing: set the server's address, like http://localhost:11434/v1.");
            CheckProvider(errors, $"Compatible:{server}", provider);
        }

        CheckResilience(errors, options.Resilience);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void CheckProvider(List<string> errors, string at, ProviderOptions provider)
    {
        if (!string.IsNullOrWhiteSpace(provider.BaseUrl) && !ProviderAddress.IsValid(provider.BaseUrl))
            errors.Add($"{Path($"{at}:BaseUrl")} has to be an absolute http or https address without query and credentials.");

        foreach (var model in provider.Models.Where(model => !RemoteProvider.IsModelName(model)))
        {
            errors.Add(
                $"{Path($"{at}:Models")}: '{model}' is no model's name: use 1 to {RemoteProvider.MaxModelName} printable ASCII "
                + "characters without spaces.");
        }
    }

    private static void CheckResilience(List<string> errors, ResilienceOptions options)
    {
        const string At = "Resilience:";
        var second = TimeSpan.FromSeconds(1);
        var day = TimeSpan.FromDays(1);
        var (budget, total) = (options.RetryBudget, options.TotalTimeout);
        CheckRange(errors, At + nameof(options.FirstTokenTimeout), options.FirstTokenTimeout, second, budget, nameof(options.RetryBudget));
        CheckRange(errors, At + nameof(options.RetryBudget), budget, second, total, nameof(options.TotalTimeout));
        CheckRange(errors, At + nameof(options.TotalTimeout), total, second, day);
        CheckRange(errors, At + nameof(options.IdleTimeout), options.IdleTimeout, second, day);
        CheckRange(errors, At + nameof(options.MaxRetries), options.MaxRetries, 0, 10);
        CheckRange(errors, At + nameof(options.RetryDelay), options.RetryDelay, TimeSpan.Zero, budget, nameof(options.RetryBudget));
        CheckRange(errors, At + nameof(options.BreakerFailures), options.BreakerFailures, 2, 1_000);
        CheckRange(errors, At + nameof(options.BreakDuration), options.BreakDuration, second, TimeSpan.FromHours(1));
    }

    private static void CheckRange<T>(List<string> errors, string setting, T value, T min, T max, string? maxName = null)
        where T : IComparable<T>
    {
        if (value.CompareTo(min) < 0 || value.CompareTo(max) > 0)
            errors.Add($"{Path(setting)} is {value}; it has to be from {min} to {max}{(maxName is null ? "." : $" ({maxName}).")}");
    }

    private static string Path(string setting) => $"{ModelOptions.Section}:{setting}";

    [GeneratedRegex(@"\A[a-z0-9-]{1,40}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ServerName();
}
