namespace Platform.Contracts.Sessions;

/// <summary>What went with a session that was erased.</summary>
/// <param name="Messages">How many messages it kept.</param>
/// <param name="DeadLetters">How many dropped turns it kept.</param>
[GenerateSerializer, Immutable, Alias("ErasedSession")]
public sealed record ErasedSession(
    [property: Id(0)] int Messages,
    [property: Id(1)] int DeadLetters);
