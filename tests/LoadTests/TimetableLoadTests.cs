using Platform.LoadTests.Load;
using Platform.LoadTests.Users;
using Xunit;

namespace Platform.Tests.LoadTests;

public sealed class TimetableLoadTests
{
    private const int Patience = 30_000;

    [Fact(Timeout = Patience)]
    public async Task A_turn_whose_user_is_busy_is_sent_behind_the_answer_and_counts_from_when_it_was_due()
    {
        using var busy = new HeldUser();
        using var free = new HeldUser();
        free.Free();
        var load = Run([busy, free], [Due(0, 0), Due(10, 0), Due(20, 0), Due(30, 1)]);
        await free.Sent(1);
        // All of the busy user's are due by now, and one is sent.
        Assert.Equal(1, busy.Count);
        busy.Free();
        var samples = await load;

        Assert.Equal([0, 10, 20, 30], samples.All.Select(turn => turn.Due.TotalMilliseconds));
        Assert.All(samples.All.Skip(1).Take(2), turn => Assert.True(turn.Sent.TotalMilliseconds >= 30 && turn.Took > turn.Answering));
        Assert.Equal(4, samples.Count(TimeSpan.Zero, TimeSpan.FromSeconds(1), TurnOutcome.Served));
    }

    [Fact(Timeout = Patience)]
    public async Task Turns_of_nobody_in_particular_go_to_whoever_is_free_and_those_of_a_user_only_to_it()
    {
        using var busy = new HeldUser();
        using var free = new HeldUser();
        free.Free();
        var load = Run([busy, free], [Due(0), Due(1), Due(2), Due(3)]);
        await free.Sent(3);
        Assert.Equal(1, busy.Count);
        busy.Free();
        Assert.Equal(4, (await load).All.Count);

        using var first = new HeldUser();
        using var second = new HeldUser();
        second.Free();
        load = Run([first, second], [Due(0, 0), Due(1, 0), Due(2, 1), Due(3, 0)]);
        await second.Sent(1);
        await first.Sent(1);
        first.Free();
        await load;
        Assert.Equal((3, 1), (first.Count, second.Count));
    }

    [Fact(Timeout = Patience)]
    public async Task A_wrong_answer_ends_the_run_and_nothing_more_is_sent()
    {
        using var wrong = new HeldUser();
        wrong.Fail(new LoadFailedException("wrong"));
        var endless = Enumerable.Range(0, int.MaxValue).Select(at => Due(at));
        Assert.Equal("wrong", (await Assert.ThrowsAsync<LoadFailedException>(() => Run([wrong], endless))).Message);
    }

    [Fact(Timeout = Patience)]
    public async Task Ended_early_it_waits_for_what_was_sent_and_sends_no_more()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var user = new HeldUser();
        var load = TimetableLoad.Run([user], Enumerable.Range(0, int.MaxValue).Select(at => Due(1_000_000 * at)), TimeSpan.Zero, TimeSpan.FromHours(1), TimeProvider.System, end.Token);
        await user.Sent(1);
        await end.CancelAsync();
        Assert.False(load.IsCompleted);
        user.Free();
        var samples = await load;
        Assert.Single(samples.All);
        // What is measured of a load that was ended early is what ran of it.
        Assert.InRange(samples.To, samples.All[0].Sent, TimeSpan.FromMilliseconds(Patience));
    }

    private static PlannedTurn Due(int milliseconds, int? user = null) => new(TimeSpan.FromMilliseconds(milliseconds), user);

    private static Task<TurnSamples> Run(IReadOnlyList<ITurnUser> users, IEnumerable<PlannedTurn> timetable) =>
        TimetableLoad.Run(users, timetable, TimeSpan.Zero, TimeSpan.FromHours(1), TimeProvider.System, TestContext.Current.CancellationToken);
}
