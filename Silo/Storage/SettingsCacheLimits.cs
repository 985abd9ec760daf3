namespace Platform.Silo.Storage;

/// <summary>What holds for every cache of settings.</summary>
internal static class SettingsCacheLimits
{
    /// <summary>The oldest a cached value may be when it is used: a change is effective everywhere within this time.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);

    /// <summary>The age from which a value that is used is read again in the background, so that turns do not wait for it.</summary>
    public static readonly TimeSpan RefreshAge = TimeSpan.FromMilliseconds(500);

    /// <summary>The most values kept; the least recently used go first.</summary>
    public const int Capacity = 10_000;
}
