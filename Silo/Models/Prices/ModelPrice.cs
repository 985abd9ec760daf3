using Platform.Contracts.Budgets;

namespace Platform.Silo.Models.Prices;

/// <summary>What tokens of a model cost, in billionths of a US dollar for one token.</summary>
/// <param name="Input">One that it reads.</param>
/// <param name="Output">One that it writes.</param>
internal readonly record struct ModelPrice(decimal Input, decimal Output)
{
    private const int Million = 1_000_000;

    /// <summary>The price behind figures for a million tokens.</summary>
    public static ModelPrice PerMillion(decimal inputUsd, decimal outputUsd) =>
        new(inputUsd * Budget.NanosPerUsd / Million, outputUsd * Budget.NanosPerUsd / Million);

    /// <summary>What some tokens cost, in billionths of a US dollar, rounded up.</summary>
    public long Of(long inputTokens, long outputTokens) => (long)Math.Ceiling((Input * inputTokens) + (Output * outputTokens));
}
