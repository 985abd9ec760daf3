namespace Platform.LoadTests.Load;

/// <summary>The platform gave a wrong answer, or none: the run has failed, whatever its speed.</summary>
/// <param name="message">What was sent and what came back.</param>
internal sealed class LoadFailedException(string message) : Exception(message);
