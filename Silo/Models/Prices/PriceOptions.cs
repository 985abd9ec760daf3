namespace Platform.Silo.Models.Prices;

/// <summary>What models cost (section <c>Platform:Prices</c>).</summary>
internal sealed class PriceOptions
{
    /// <summary>The section these options come from.</summary>
    public const string Section = "Platform:Prices";

    /// <summary>The prices. A model that none is for costs nothing. Default: none.</summary>
    public List<ModelPriceOptions> Models { get; set; } = [];
}
