using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.LoadTests.Cluster;
using Platform.LoadTests.Load;

namespace Platform.LoadTests.Parts;

/// <summary>What <c>/admin/cluster</c> says of a platform that was started for a run.</summary>
internal static class ClusterCounts
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Sessions in the silos' memory.</summary>
    public static async Task<int> Sessions(LocalPlatform platform, CancellationToken cancellationToken)
    {
        using var http = Admin(platform);
        return Sessions(await http.GetFromJsonAsync<JsonElement>("/admin/cluster", cancellationToken));
    }

    /// <summary>Waits until the number of sessions in memory is as it should be, and answers it.</summary>
    /// <exception cref="LoadFailedException">It is not after three minutes.</exception>
    public static async Task<int> WaitForSessions(LocalPlatform platform, Func<int, bool> isMeant, TimeProvider time, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            var count = await Sessions(platform, cancellationToken);
            if (isMeant(count))
                return count;
            if (time.GetElapsedTime(start) > Patience)
                throw new LoadFailedException($"{count} sessions are in memory, and that does not change.");
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    /// <summary>The addresses of the active silos.</summary>
    public static async Task<string[]> ActiveSilos(LocalPlatform platform, CancellationToken cancellationToken)
    {
        using var http = Admin(platform);
        using var answer = await http.GetAsync("/admin/cluster", cancellationToken);
        // While no silo is there, nobody can tell.
        return answer.IsSuccessStatusCode
            ? [.. (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("silos").EnumerateArray()
                .Where(static silo => silo.GetProperty("status").GetString() == "active")
                .Select(static silo => silo.GetProperty("address").GetString()!)]
            : [];
    }

    private static int Sessions(JsonElement cluster) =>
        cluster.GetProperty("totals").GetProperty("activations").TryGetProperty("session", out var count) ? count.GetInt32() : 0;

    private static HttpClient Admin(LocalPlatform platform) => new()
    {
        BaseAddress = platform.Address,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", platform.AdminKey) },
    };
}
