namespace Platform.LoadTests.Parts;

/// <summary>Whether a process says that it is ready.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Asks once. A process that does not listen yet is not ready.</summary>
    public static async Task<bool> Is(Uri process, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = process };
        try
        {
            using var answer = await http.GetAsync("/health/ready", cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Asks until it is, every 5 ms.</summary>
    public static async Task Wait(Uri process, TimeProvider time, CancellationToken cancellationToken)
    {
        while (!await Is(process, cancellationToken))
            await Task.Delay(Pause, time, cancellationToken);
    }
}
