using Platform.Contracts.Paging;

namespace Platform.Contracts.Usage;

/// <summary>Which usage is asked for.</summary>
[GenerateSerializer, Immutable, Alias("UsageQuery")]
public sealed record UsageQuery
{
    /// <summary>The most days that one question may be about: 366.</summary>
    public const int MostDays = 366;

    /// <summary>The first day, UTC.</summary>
    [Id(0)]
    public required DateOnly From { get; init; }

    /// <summary>The last day, UTC.</summary>
    [Id(1)]
    public required DateOnly To { get; init; }

    /// <summary>What it is told apart by.</summary>
    [Id(2)]
    public UsageGroup Group { get; init; }

    /// <summary>The only member of the group that is asked for, such as a user's id; null: all of them.</summary>
    [Id(3)]
    public string? Only { get; init; }

    /// <summary>Whether each day is a row of its own.</summary>
    [Id(4)]
    public bool ByDay { get; init; }

    /// <summary>The part of the rows that is wanted.</summary>
    [Id(5)]
    public required PageRequest Page { get; init; }
}
