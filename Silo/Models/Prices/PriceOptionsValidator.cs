using Microsoft.Extensions.Options;
using Platform.ServiceDefaults.Settings;

namespace Platform.Silo.Models.Prices;

internal sealed class PriceOptionsValidator : IValidateOptions<PriceOptions>
{
    public ValidateOptionsResult Validate(string? name, PriceOptions options)
    {
        var check = new OptionsCheck(PriceOptions.Section);
        for (var index = 0; index < options.Models.Count; index++)
        {
            var (price, at) = (options.Models[index], $"Models:{index}");
            check
                .Require(price.Model.IndexOf('/') > 0 && !price.Model.AsSpan(0, price.Model.Length - 1).Contains('*'),
                    $"{at}:Model is '{price.Model}': set it to a model's name such as openai/gpt-4o-mini, or to its beginning and '*'.")
                .InRange($"{at}:Input", price.Input, 0, ModelPriceOptions.Most)
                .InRange($"{at}:Output", price.Output, 0, ModelPriceOptions.Most)
                .Require(options.Models.FindIndex(other => other.Model == price.Model) == index, $"{at}:Model names '{price.Model}' a second time: keep one price.");
        }

        return check.Result();
    }
}
