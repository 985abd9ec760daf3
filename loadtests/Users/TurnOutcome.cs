namespace Platform.LoadTests.Users;

/// <summary>What became of a turn. A wrong answer is none of these: it ends the run.</summary>
internal enum TurnOutcome
{
    /// <summary>It was acknowledged with the right answer.</summary>
    Served,

    /// <summary>It was refused as the platform may refuse: 429 or 503 with <c>Retry-After</c>.</summary>
    Refused,
}
