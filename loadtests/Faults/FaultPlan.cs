namespace Platform.LoadTests.Faults;

/// <summary>Draws the faults of a run from a seed: the same seed gives the same plan.</summary>
internal static class FaultPlan
{
    private static readonly (FaultKind Kind, int Weight)[] Weights =
    [
        (FaultKind.KillSilo, 4),
        (FaultKind.StopSilo, 3),
        (FaultKind.PauseSilo, 2),
        (FaultKind.KillApi, 3),
        (FaultKind.KillRedis, 2),
        (FaultKind.PauseRedis, 1),
    ];

    /// <summary>A plan of faults that are spread over the run, each kind at least once when there is room.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="count">How many.</param>
    /// <param name="duration">The length of the run; the last tenth stays quiet.</param>
    public static IReadOnlyList<Fault> Draw(int seed, int count, TimeSpan duration)
    {
        var random = new Random(seed);
        var kinds = Weights.Select(weight => weight.Kind).Take(count).ToList();
        while (kinds.Count < count)
            kinds.Add(Pick(random));
        var order = kinds.ToArray();
        random.Shuffle(order);

        var slot = duration * 0.9 / count;
        return [.. order.Select((kind, index) => new Fault(
            (slot * index) + (slot * random.NextDouble() * 0.5),
            kind,
            random.Next(1_000),
            kind is FaultKind.PauseSilo ? TimeSpan.FromSeconds(random.Next(4, 21)) : TimeSpan.FromSeconds(random.Next(1, 6))))];
    }

    private static FaultKind Pick(Random random)
    {
        var ticket = random.Next(Weights.Sum(weight => weight.Weight));
        foreach (var (kind, weight) in Weights)
        {
            ticket -= weight;
            if (ticket < 0)
                return kind;
        }

        throw new InvalidOperationException("The weights do not add up.");
    }
}
