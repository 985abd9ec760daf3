using System.Net.Http.Json;
using System.Text.Json;
using Platform.LoadTests.Load;

namespace Platform.LoadTests.Faults;

/// <summary>Compares the ledger with the turns that are stored.</summary>
internal static class LedgerCheck
{
    /// <summary>What a lost silo has not posted, the others do once they have missed it for a while.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Waits until the ledger of an agent has these turns and tokens, no more and no less.</summary>
    /// <exception cref="LoadFailedException">It has not.</exception>
    public static async Task Equal(HttpClient http, string agentId, long turns, long tokens, TimeProvider time, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            var total = (await http.GetFromJsonAsync<JsonElement>($"/v1/usage?groupBy=agent&id={agentId}", cancellationToken)).GetProperty("total");
            var counted = total.GetProperty("turns").GetInt64() - total.GetProperty("failed").GetInt64();
            var used = total.GetProperty("totalTokens").GetInt64();
            if ((counted, used) == (turns, tokens))
                return;
            if (counted > turns || time.GetElapsedTime(start) >= Patience)
                throw new LoadFailedException($"The ledger has {counted} turns with {used} tokens, and {turns} turns with {tokens} tokens are stored.");
            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
