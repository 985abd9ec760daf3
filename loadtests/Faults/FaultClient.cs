using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Platform.LoadTests.Faults;

/// <summary>
/// One conversation through all faults: sends a turn, repeats it under the same idempotency key until it is acknowledged,
/// then sends the next. Remembers all of it.
/// </summary>
internal sealed class FaultClient(HttpClient http, string session, string name, TimeProvider time)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(50);
    private readonly List<SentTurn> _sent = [];
    private readonly List<(long From, long To)> _gaps = [];

    /// <summary>The session's id.</summary>
    public string Session => session;

    /// <summary>Everything that was sent.</summary>
    public IReadOnlyList<SentTurn> Sent => _sent;

    /// <summary>The time between each acknowledgement and the one before, as timestamps of the clock.</summary>
    public IReadOnlyList<(long From, long To)> Gaps => _gaps;

    /// <summary>Requests that were repeated because an answer did not come or said so.</summary>
    public long Repeated { get; private set; }

    /// <summary>Converses until the token ends it; the turn that is under way then is finished within a grace time.</summary>
    public async Task Converse(TimeSpan pause, TimeSpan grace, CancellationToken until)
    {
        var last = time.GetTimestamp();
        while (!until.IsCancellationRequested)
        {
            var content = $"{name} turn {_sent.Count}";
            var seq = await SendUntilAcknowledged(content, grace, until);
            _sent.Add(new SentTurn(content, seq is not null, seq ?? 0));
            if (seq is null)
                return;
            var now = time.GetTimestamp();
            _gaps.Add((last, now));
            last = now;
            await Pause(pause, until);
        }
    }

    private async Task<long?> SendUntilAcknowledged(string content, TimeSpan grace, CancellationToken until)
    {
        using var giveUp = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var registration = until.Register(() => giveUp.CancelAfter(grace));
        while (true)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/sessions/{session}/messages")
                {
                    Content = JsonContent.Create(new { content }),
                    Headers = { { "Idempotency-Key", content } },
                };
                using var answer = await http.SendAsync(request, giveUp.Token);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    var turn = await answer.Content.ReadFromJsonAsync<JsonElement>(giveUp.Token);
                    if (turn.GetProperty("status").GetString() == "completed")
                        return turn.GetProperty("message").GetProperty("seq").GetInt64();
                }
                else if (!IsWorthRepeating(answer.StatusCode))
                {
                    throw new Load.LoadFailedException($"'{content}' answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(giveUp.Token)}");
                }

                Repeated++;
                await Pause(answer.Headers.RetryAfter?.Delta ?? ShortestWait, giveUp.Token);
            }
            catch (Exception error) when (error is HttpRequestException or IOException or JsonException)
            {
                // The connection broke, so the answer is not known.
                Repeated++;
                await Pause(ShortestWait, giveUp.Token);
            }
            catch (OperationCanceledException) when (giveUp.IsCancellationRequested)
            {
                return null;
            }

            if (giveUp.IsCancellationRequested)
                return null;
        }
    }

    private static bool IsWorthRepeating(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout;

    private async Task Pause(TimeSpan wanted, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(wanted < LongestWait ? wanted : LongestWait, time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The loop above sees it.
        }
    }
}
