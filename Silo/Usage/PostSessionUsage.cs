namespace Platform.Silo.Usage;

/// <summary>Has a session post the charges of all the turns it keeps that may not be in the ledger. False when there is no such session.</summary>
/// <param name="sessionKey">The session's grain key.</param>
internal delegate Task<bool> PostSessionUsage(string sessionKey);
