using System.Collections.Concurrent;

namespace Platform.Tests.Engine;

/// <summary>Named signals between a test and its grains, which run in the same process.</summary>
internal static class Signals
{
    private static readonly ConcurrentDictionary<string, TaskCompletionSource<object?>> All = new();

    public static void Set(string name, object? value = null) => Source(name).TrySetResult(value);

    public static bool IsSet(string name) => Source(name).Task.IsCompleted;

    public static async Task<T> Wait<T>(string name) => (T)(await Source(name).Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System))!;

    public static Task Wait(string name) => Wait<object?>(name);

    private static TaskCompletionSource<object?> Source(string name) =>
        All.GetOrAdd(name, _ => new TaskCompletionSource<object?>(TaskCreationOptions.RunContinuationsAsynchronously));
}
