namespace Platform.LoadTests.Faults;

/// <summary>A turn as its client remembers it.</summary>
/// <param name="Content">The user message; unique over the whole run.</param>
/// <param name="Acknowledged">Whether the platform said that the turn is completed.</param>
/// <param name="Seq">The place of the answer that the acknowledgement named; 0 when not acknowledged.</param>
internal sealed record SentTurn(string Content, bool Acknowledged, long Seq);
