using Platform.Silo.Models.Prices;

namespace Platform.Silo.Budgets;

/// <summary>What a turn may come to.</summary>
/// <param name="Input">The most tokens that the model reads.</param>
/// <param name="LeastInput">What it likely reads.</param>
/// <param name="Output">The most tokens that it writes.</param>
/// <param name="Price">What they cost.</param>
/// <param name="IsExact">Whether the model has told beforehand what it will be.</param>
internal sealed record BudgetDemand(long Input, long LeastInput, long Output, ModelPrice Price, bool IsExact)
{
    /// <summary>The most tokens.</summary>
    public long Tokens => Input + Output;

    /// <summary>The most billionths of a US dollar.</summary>
    public long Nanos => Price.Of(Input, Output);

    /// <summary>The fewest tokens with which it is worth beginning: for an answer of one.</summary>
    public long LeastTokens => IsExact ? Tokens : LeastInput + 1;

    /// <summary>The same in billionths of a US dollar.</summary>
    public long LeastNanos => IsExact ? Nanos : Price.Of(LeastInput, 1);

    /// <summary>The longest answer that what was granted pays for.</summary>
    public int OutputWithin(long tokens, long nanos)
    {
        var output = Output;
        if (tokens < Tokens)
            output = Math.Min(output, tokens - LeastInput);
        if (nanos < Nanos && Price.Output > 0)
            output = Math.Min(output, (long)((nanos - (Price.Input * LeastInput)) / Price.Output));
        return (int)Math.Clamp(output, 1, int.MaxValue);
    }
}
