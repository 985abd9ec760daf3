using Platform.LoadTests.Load;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.LoadTests;

public sealed class LoadLoopTests
{
    private const int Patience = 20_000;

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact(Timeout = Patience)]
    public async Task A_closed_loop_counts_what_is_answered_after_its_warm_up_second_by_second()
    {
        var clock = new ManualTimeProvider();
        // Every answer takes a quarter of a second.
        var result = await Closed(new Working(() => clock.Advance(TimeSpan.FromSeconds(0.25))), clock, warmUp: 2, duration: 3);
        Assert.Equal(TimeSpan.FromSeconds(3), result.Elapsed);
        Assert.Equal([4, 4, 4], result.PerSecond);
        Assert.Equal(12, result.Requests);
        Assert.Equal(4, result.Rate);
        Assert.Equal(TimeSpan.FromSeconds(0.25), result.Latency.Max);
    }

    [Fact(Timeout = Patience)]
    public async Task A_closed_loop_that_is_ended_early_answers_what_it_measured_until_then()
    {
        var clock = new ManualTimeProvider();
        using var run = new LoadRun();
        run.Enter();
        var answers = 0;
        var result = await Closed(
            new Working(() =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                if (++answers == 5)
                    run.End();
            }), clock, warmUp: 2, duration: 100);
        Assert.Equal(TimeSpan.FromSeconds(3), result.Elapsed);
        // What is answered at the very end of the warm-up is measured.
        Assert.Equal(4, result.Requests);
        Assert.Empty(run.Stretches);
        Assert.Equal(0, (await Closed(new Working(() => clock.Advance(TimeSpan.FromSeconds(1))), clock, warmUp: 2, duration: 100)).Requests);
    }

    [Fact(Timeout = Patience)]
    public async Task A_wrong_answer_ends_a_closed_loop_at_once()
    {
        var wrong = new Working(static () => throw new LoadFailedException("wrong"));
        var workers = new Queue<IWorker>([wrong, new Working(static () => { })]);
        await Assert.ThrowsAsync<LoadFailedException>(() => ClosedLoop.Run(
            2, TimeSpan.Zero, TimeSpan.FromHours(1), (_, _) => Task.FromResult(workers.Dequeue()), TimeProvider.System, Cancellation));
    }

    [Fact(Timeout = Patience)]
    public async Task An_open_loop_sends_what_is_due_in_its_warm_up_and_does_not_count_it()
    {
        var clock = new ManualTimeProvider();
        var worker = new Working(static () => { });
        var load = OpenLoop.Run(rate: 2, [worker], TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3), clock, Cancellation);
        for (var half = 1; half < 10; half++)
        {
            await clock.TimerArmed(_ => true);
            clock.Advance(TimeSpan.FromSeconds(0.5));
        }

        var result = await load;
        Assert.Equal(10, worker.Count);
        Assert.Equal(6, result.All.Requests);
        Assert.Equal(6, result.SentLate.Count);
    }

    [Fact(Timeout = Patience)]
    public async Task A_request_that_waits_for_a_busy_worker_counts_as_late_and_not_as_sent_late()
    {
        var clock = new ManualTimeProvider();
        var worker = new Working(() => clock.Advance(TimeSpan.FromSeconds(3)));
        // Due at 0, 1 and 2 s, with an answer each 3 s.
        var result = await OpenLoop.Run(rate: 1, [worker], TimeSpan.Zero, TimeSpan.FromSeconds(3), clock, Cancellation);
        Assert.Equal(TimeSpan.FromSeconds(7), result.All.Latency.Max);
        Assert.Equal(2, result.Queued);
        Assert.InRange(result.SentLate.Max.TotalSeconds, 0, 3);
        Assert.Contains(result.GeneratorFacts(), fact => fact.Value == "2 of 3");
    }

    [Fact(Timeout = Patience)]
    public async Task The_system_clock_is_kept_to_until_the_run_is_ended()
    {
        using var run = new LoadRun();
        run.Enter();
        Working? worker = null;
        worker = new Working(() =>
        {
            if (worker!.Count == 200)
                run.End();
        });
        var result = await OpenLoop.Run(rate: 1_000, [worker], TimeSpan.Zero, TimeSpan.FromHours(1), TimeProvider.System, Cancellation);
        // Nothing is sent before it is due.
        Assert.InRange(result.Elapsed.TotalMilliseconds, 199, double.MaxValue);
        Assert.InRange(result.All.Requests, 200, long.MaxValue);
    }

    [Fact(Timeout = Patience)]
    public async Task What_is_due_and_not_sent_is_given_up_with_the_run()
    {
        var clock = new ManualTimeProvider();
        using var run = new LoadRun();
        run.Enter();
        Working? worker = null;
        worker = new Working(() =>
        {
            if (worker!.Count == 1)
                clock.Advance(TimeSpan.FromHours(1));
            else
                run.End();
        });
        var result = await OpenLoop.Run(rate: 1, [worker], TimeSpan.Zero, TimeSpan.FromHours(1), clock, Cancellation);
        Assert.Equal(2, worker.Count);
        Assert.Equal(2, result.All.Requests);
    }

    [Fact]
    public void Workers_are_joined_by_the_caller_s_choice()
    {
        var tallies = new[] { new WorkerTally(), new WorkerTally() };
        tallies[0].Count(TimeSpan.FromSeconds(0.5), TimeSpan.FromMilliseconds(1));
        tallies[1].Count(TimeSpan.FromSeconds(1.5), TimeSpan.FromMilliseconds(2));
        tallies[1].Count(TimeSpan.FromSeconds(2.5), TimeSpan.FromMilliseconds(3));
        var result = new OpenLoopResult(TimeSpan.FromSeconds(2.6), tallies);
        // The last second is not full.
        Assert.Equal([1, 1], result.All.PerSecond);
        Assert.Equal(3, result.All.Requests);
        Assert.Equal(2, result.Of(worker => worker == 1).Requests);
    }

    private static Task<LoadResult> Closed(IWorker worker, TimeProvider clock, int warmUp, int duration) =>
        ClosedLoop.Run(1, TimeSpan.FromSeconds(warmUp), TimeSpan.FromSeconds(duration), (_, _) => Task.FromResult(worker), clock, Cancellation);

    private sealed class Working(Action work) : IWorker
    {
        public int Count { get; private set; }

        public ValueTask Next(CancellationToken cancellationToken)
        {
            Count++;
            work();
            return ValueTask.CompletedTask;
        }

        public void Dispose()
        {
        }
    }
}
