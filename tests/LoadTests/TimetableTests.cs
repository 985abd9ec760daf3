using Platform.LoadTests.Users;
using Xunit;

namespace Platform.Tests.LoadTests;

public sealed class TimetableTests
{
    [Fact]
    public void Stretches_of_even_rates_follow_each_other_without_a_gap()
    {
        var due = Timetable.Even((10, TimeSpan.FromSeconds(1)), (100, TimeSpan.FromSeconds(1)), (10, TimeSpan.FromSeconds(1))).ToArray();
        Assert.Equal([10, 100, 10], Enumerable.Range(0, 3).Select(second => due.Count(turn => (int)turn.Due.TotalSeconds == second)));
        Assert.Equal(due.OrderBy(turn => turn.Due), due);
        Assert.Equal([0, 100, 200], due.Take(3).Select(turn => turn.Due.TotalMilliseconds));
        Assert.Equal([1_000, 1_010], due.Skip(10).Take(2).Select(turn => turn.Due.TotalMilliseconds));
        Assert.All(due, turn => Assert.Null(turn.User));
    }

    [Fact]
    public void Each_user_sends_evenly_and_begins_at_a_moment_of_its_own()
    {
        var due = Timetable.OfUsers(users: 50, rate: 10, TimeSpan.FromSeconds(2), seed: 7).ToArray();
        Assert.Equal(due.OrderBy(turn => turn.Due), due);
        Assert.Equal(1_000, due.Length);
        foreach (var user in due.GroupBy(turn => turn.User))
        {
            var times = user.Select(turn => turn.Due).ToArray();
            Assert.Equal(20, times.Length);
            Assert.All(times.Zip(times.Skip(1)), pair => Assert.Equal(100, (pair.Second - pair.First).TotalMilliseconds, precision: 3));
        }

        Assert.Equal(50, due.GroupBy(turn => turn.User).DistinctBy(user => user.First().Due).Count());
        Assert.Equal(due, Timetable.OfUsers(50, 10, TimeSpan.FromSeconds(2), seed: 7));
    }
}
