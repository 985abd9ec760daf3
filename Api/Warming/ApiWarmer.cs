using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Platform.Api.Json;
using Platform.Api.Sessions;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;
using Platform.Contracts.Sessions;

namespace Platform.Api.Warming;

/// <summary>
/// Takes the way of a turn before the replica says that it is ready: a request over its own port, which is refused for want of
/// a key; the bodies' JSON; a call to the cluster, which is refused because its tenant does not exist. So the first callers find
/// everything compiled and connected, and nothing is left behind. Never a reason not to start.
/// </summary>
internal sealed class ApiWarmer(
    IClusterClient cluster, IServer server, IOptions<WarmingOptions> options, TimeProvider time, ILogger<ApiWarmer> logger) : IHostedLifecycleService
{
    /// <summary>Enough for several connections and silos to have had their turn.</summary>
    private const int Rounds = 16;

    private const string SessionId = "warming";

    private const string Body = """{"content":"Is anybody there?"}""";

    /// <summary>The server listens by now, and says that it is not ready.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (options.Value.MaxSeconds <= 0)
            return;
        var start = time.GetTimestamp();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(options.Value.MaxSeconds));
        try
        {
            await Task.WhenAll(Ask(patience.Token), Task.Run(Write, patience.Token), Call().WaitAsync(patience.Token));
            WarmingLog.Done(logger, (int)time.GetElapsedTime(start).TotalMilliseconds);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            // A process that is asked to stop meanwhile has no more use for it.
            if (!cancellationToken.IsCancellationRequested)
                WarmingLog.OutOfTime(logger, options.Value.MaxSeconds);
        }
        catch (Exception error)
        {
            WarmingLog.Failed(logger, error.Message);
        }
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task Ask(CancellationToken cancellationToken)
    {
        if (OwnAddress.Of(server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []) is not { } address)
            return;
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
        for (var round = 0; round < Rounds; round++)
        {
            using var content = new StringContent(Body, Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync($"/v1/sessions/{SessionId}/messages", content, cancellationToken);
        }
    }

    private static void Write()
    {
        var buffer = new ArrayBufferWriter<byte>();
        for (var round = 0; round < Rounds; round++)
        {
            var read = JsonBodyReader.Parse<SendMessageBody>(Encoding.UTF8.GetBytes(Body));
            var message = new StoredMessage(2, SessionId, new ChatMessage(ChatRole.Assistant, read.Content!), TurnStatus.Completed, DateTimeOffset.UnixEpoch);
            var result = new TurnResult
            {
                TurnId = SessionId,
                Status = TurnStatus.Completed,
                Message = message,
                Model = SessionId,
                FinishReason = FinishReason.Stop,
                Usage = new TokenUsage(1, 1),
            };
            buffer.Clear();
            JsonResponse.WriteTo(buffer, TurnView.Of(SessionId, result), JsonTypes<TurnView>.Info);
        }
    }

    private async Task Call()
    {
        for (var round = 0; round < Rounds; round++)
        {
            // No tenant's id has this sign.
            var session = cluster.GetGrain<ISessionGrain>(GrainKey.ForSession($"~{Guid.NewGuid():n}", SessionId));
            try
            {
                await session.Send(new TurnRequest { Input = [new ChatMessage(ChatRole.User, SessionId)], Model = "builtin/echo", Store = false });
            }
            catch (PlatformException error) when (error.Code == ErrorCode.TenantNotFound)
            {
                // As meant.
            }
        }
    }
}
