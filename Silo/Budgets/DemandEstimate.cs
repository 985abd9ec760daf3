using System.Text;
using Microsoft.Extensions.Options;
using Platform.Contracts.Sessions;
using Platform.Silo.Models;
using Platform.Silo.Models.Prices;

namespace Platform.Silo.Budgets;

/// <summary>Says what a turn may come to before a model is asked.</summary>
internal sealed class DemandEstimate(PriceList prices, IOptions<BudgetOptions> options)
{
    /// <summary>A token stands for at least one byte of text.</summary>
    private const int LeastBytesPerToken = 1;

    /// <summary>What it usually stands for.</summary>
    private const int UsualBytesPerToken = 4;

    /// <summary>What models add for each message at most.</summary>
    private const int TokensPerMessage = 16;

    /// <summary>The demand of a turn.</summary>
    /// <param name="route">The models that may answer; the dearest counts.</param>
    /// <param name="request">What they are asked.</param>
    /// <param name="input">What the turn adds to the conversation.</param>
    /// <param name="historyBytes">The bytes of what came before.</param>
    public BudgetDemand Of(ModelRoute route, ModelRequest request, ChatMessage[] input, long historyBytes)
    {
        var price = default(ModelPrice);
        foreach (var model in route.Models)
        {
            var own = prices.Of(model);
            price = new ModelPrice(Math.Max(price.Input, own.Input), Math.Max(price.Output, own.Output));
        }

        if (route.Foresee(request) is { } exact)
            return new BudgetDemand(exact.InputTokens, exact.InputTokens, exact.OutputTokens, price, IsExact: true);
        var bytes = historyBytes + BytesOf(request.Options);
        foreach (var message in input)
            bytes += BytesOf(message);
        if (request.Messages is [{ Role: ChatRole.System } instructions, ..])
            bytes += Encoding.UTF8.GetByteCount(instructions.Content);
        return new BudgetDemand(
            (bytes / LeastBytesPerToken) + ((long)TokensPerMessage * request.Messages.Count),
            (bytes / UsualBytesPerToken) + request.Messages.Count,
            request.Options.MaxOutputTokens ?? options.Value.DefaultMaxOutputTokens,
            price, IsExact: false);
    }

    private static long BytesOf(ChatMessage message)
    {
        long bytes = Encoding.UTF8.GetByteCount(message.Content);
        foreach (var call in message.ToolCalls ?? [])
            bytes += Encoding.UTF8.GetByteCount(call.Name) + Encoding.UTF8.GetByteCount(call.Arguments);
        return bytes;
    }

    private static long BytesOf(GenerationOptions options)
    {
        long bytes = options.ResponseFormat is { } format ? Encoding.UTF8.GetByteCount(format) : 0;
        foreach (var tool in options.Tools ?? [])
            bytes += Encoding.UTF8.GetByteCount(tool.Name) + Encoding.UTF8.GetByteCount(tool.Description ?? "") + Encoding.UTF8.GetByteCount(tool.Parameters ?? "");
        return bytes;
    }
}
