namespace Platform.LoadTests.Users;

/// <summary>When one turn was due, sent and answered, counted from the start of its load.</summary>
/// <param name="Due">When it should have been sent; the same as <paramref name="Sent"/> where nothing says.</param>
/// <param name="Sent">When it was.</param>
/// <param name="Answered">When its whole answer was there.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="WasQueued">Whether it was due while its user, or everybody, still waited for another answer.</param>
internal readonly record struct TurnSample(TimeSpan Due, TimeSpan Sent, TimeSpan Answered, TurnOutcome Outcome, bool WasQueued = false)
{
    /// <summary>How long its caller waited, from when it was due: a platform that stands still is not excused by the load standing still with it.</summary>
    public TimeSpan Took => Answered - Due;

    /// <summary>How long the platform had it.</summary>
    public TimeSpan Answering => Answered - Sent;
}
