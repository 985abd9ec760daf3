namespace Platform.LoadTests.Users;

/// <summary>Turns on a fixed schedule, whatever the answers do.</summary>
internal static class Timetable
{
    /// <summary>Stretches of even rates, one behind the other, sent by whoever is free.</summary>
    /// <param name="stretches">Turns per second, and for how long.</param>
    public static IEnumerable<PlannedTurn> Even(params IEnumerable<(double Rate, TimeSpan Length)> stretches)
    {
        var start = TimeSpan.Zero;
        foreach (var (rate, length) in stretches)
        {
            for (var count = 0; TimeSpan.FromSeconds(count / rate) is var at && at < length; count++)
                yield return new PlannedTurn(start + at, null);
            start += length;
        }
    }

    /// <summary>Users who each send at an even rate of their own, begun at any moment.</summary>
    /// <param name="users">How many.</param>
    /// <param name="rate">Turns per second of each.</param>
    /// <param name="length">For how long.</param>
    /// <param name="seed">What the users' first moments are drawn from.</param>
    public static IEnumerable<PlannedTurn> OfUsers(int users, double rate, TimeSpan length, int seed)
    {
        var random = new Random(seed);
        var pause = TimeSpan.FromSeconds(1 / rate);
        // All users have the same pause, so the order of their first turns is the order of every round.
        var firsts = Enumerable.Range(0, users).Select(user => (At: pause * random.NextDouble(), User: user)).Order().ToArray();
        for (var round = 0; pause * round < length; round++)
        {
            foreach (var (at, user) in firsts)
            {
                if (at + (pause * round) is var due && due < length)
                    yield return new PlannedTurn(due, user);
            }
        }
    }
}
