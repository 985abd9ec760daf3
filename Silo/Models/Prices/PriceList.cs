using Microsoft.Extensions.Options;

namespace Platform.Silo.Models.Prices;

/// <summary>What the models cost.</summary>
internal sealed class PriceList
{
    // Names come from callers: what is remembered of them stays bounded.
    private const int Remembered = 1_024;

    private readonly (string Beginning, bool IsOpen, ModelPrice Price)[] _prices;
    private readonly RecentlyUsed<PriceTag> _known = new(Remembered);

    public PriceList(IOptions<PriceOptions> options) => _prices =
    [
        .. options.Value.Models
            .Select(static price => (price.Model.TrimEnd('*'), price.Model.EndsWith('*'), ModelPrice.PerMillion(price.Input, price.Output)))
            .OrderByDescending(static price => price.Item1.Length).ThenBy(static price => price.Item2),
    ];

    /// <summary>What a model costs; nothing when there is no price for it. The knobs of a test model don't count.</summary>
    public ModelPrice Of(string model)
    {
        if (_prices.Length == 0)
            return default;
        if (_known.TryGet(model, out var known))
            return known.Price;
        return _known.Add(model, new PriceTag(Find(NameOf(model)))).Price;
    }

    /// <summary>A model's name without the knobs of a test model.</summary>
    public static string NameOf(string model) => model.IndexOf('?') is >= 0 and var knobs ? model[..knobs] : model;

    private ModelPrice Find(string name)
    {
        foreach (var (beginning, isOpen, price) in _prices)
        {
            if (isOpen ? name.StartsWith(beginning, StringComparison.Ordinal) : name == beginning)
                return price;
        }

        return default;
    }

    private sealed record PriceTag(ModelPrice Price);
}
