namespace Platform.Silo.Sessions;

/// <summary>A session as it was read from the store.</summary>
/// <param name="Epoch">The fence that this activation took.</param>
/// <param name="Record">Its settings.</param>
/// <param name="Entries">Its log, oldest first.</param>
/// <param name="Marker">The turn that was begun and may not be in the log; null when there is none.</param>
internal sealed record LoadedSession(string Epoch, SessionRecord Record, byte[][] Entries, byte[]? Marker);
