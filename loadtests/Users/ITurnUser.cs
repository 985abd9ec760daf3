namespace Platform.LoadTests.Users;

/// <summary>One connection that sends a turn, waits for its answer and checks it. One turn at a time.</summary>
internal interface ITurnUser : IDisposable
{
    /// <summary>One turn.</summary>
    /// <exception cref="Load.LoadFailedException">The answer is not a right one.</exception>
    ValueTask<TurnOutcome> Turn(CancellationToken cancellationToken);
}
