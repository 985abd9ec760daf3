using Platform.LoadTests.Load;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.LoadTests;

public sealed class OpenLoopTests
{
    private const int Patience = 20_000;

    [Fact(Timeout = Patience)]
    public async Task A_request_counts_from_when_it_was_due_and_not_from_when_somebody_was_free_to_send_it()
    {
        var clock = new ManualTimeProvider();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var worker = new Busy();
        var load = OpenLoop.Run(rate: 1, [worker], clock, end.Token);
        // Due at 0, 1 and 2 s; the first answer comes at 3 s, the others right behind it.
        for (var second = 0; second < 3; second++)
        {
            await clock.TimerArmed(_ => true);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        await end.CancelAsync();
        worker.Free.SetResult();
        var result = (await load).Of(_ => true);
        Assert.InRange(result.Requests, 3, 4);
        Assert.Equal(TimeSpan.FromSeconds(3), result.Latency.Max);
        Assert.InRange(result.Latency.Percentile(0.5).TotalSeconds, 0.99, 2.01);
    }

    [Fact(Timeout = Patience)]
    public async Task A_wrong_answer_ends_the_run()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var (wrong, right) = (new Busy(), new Busy());
        wrong.Free.SetException(new LoadFailedException("wrong"));
        right.Free.SetResult();
        await Assert.ThrowsAsync<LoadFailedException>(() => OpenLoop.Run(rate: 1_000, [wrong, right], TimeProvider.System, end.Token).WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken));
    }

    private sealed class Busy : IWorker
    {
        public TaskCompletionSource Free { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ValueTask Next(CancellationToken cancellationToken) => new(Free.Task);

        public void Dispose()
        {
        }
    }
}
