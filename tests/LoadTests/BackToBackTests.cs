using Platform.LoadTests.Load;
using Platform.LoadTests.Users;
using Xunit;

namespace Platform.Tests.LoadTests;

public sealed class BackToBackTests
{
    private const int Patience = 30_000;

    [Fact(Timeout = Patience)]
    public async Task A_user_sends_its_next_turn_only_behind_the_answer_and_none_after_the_end()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var held = new HeldUser();
        using var refused = new HeldUser();
        refused.Free(TurnOutcome.Refused);
        var load = BackToBack.Run([held, refused], TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromHours(1), TimeProvider.System, end.Token);
        await refused.Sent(10);
        await held.Sent(1);
        await end.CancelAsync();
        Assert.False(load.IsCompleted);
        held.Free();
        var samples = await load;
        Assert.Equal(1, held.Count);
        Assert.Equal(1, samples.All.Count(turn => turn.Outcome == TurnOutcome.Served));
        Assert.Equal(refused.Count, samples.All.Count(turn => turn.Outcome == TurnOutcome.Refused));
    }

    [Fact(Timeout = Patience)]
    public async Task A_wrong_answer_ends_the_run_for_all()
    {
        using var wrong = new HeldUser();
        using var right = new HeldUser();
        right.Free();
        wrong.Fail(new LoadFailedException("wrong"));
        await Assert.ThrowsAsync<LoadFailedException>(() =>
            BackToBack.Run([wrong, right], TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromHours(1), TimeProvider.System, TestContext.Current.CancellationToken));
    }
}
