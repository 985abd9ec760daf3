namespace Platform.Silo.Models.Prices;

/// <summary>What a model costs, in US dollars for a million tokens.</summary>
internal sealed class ModelPriceOptions
{
    /// <summary>The most that a million tokens may cost: 1,000,000.</summary>
    public const decimal Most = 1_000_000;

    /// <summary>The model as the catalogue names it; a <c>*</c> at the end stands for any end. The longest that fits counts. Required.</summary>
    public string Model { get; set; } = "";

    /// <summary>A million tokens that the model reads. Default 0; 0 to 1,000,000.</summary>
    public decimal Input { get; set; }

    /// <summary>A million tokens that it writes. Default 0; 0 to 1,000,000.</summary>
    public decimal Output { get; set; }
}
