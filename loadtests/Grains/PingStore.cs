using StackExchange.Redis;

namespace Platform.LoadTests.Grains;

/// <summary>Where grains store.</summary>
/// <param name="Database">Redis; null when there is none.</param>
internal sealed record PingStore(IDatabase? Database);
