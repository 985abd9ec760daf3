using System.Collections.Concurrent;
using Platform.Tests.Engine.Behaviour;

namespace Platform.Tests.Engine;

/// <summary>Calls grains in closed loops, and remembers what failed.</summary>
internal sealed class SteadyLoad : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<Exception> _errors = new();
    private readonly Task _loops;
    private long _calls;

    public SteadyLoad(IGrainFactory client, int grains) =>
        _loops = Task.WhenAll(Enumerable.Range(0, grains).Select(number => RunAsync(client.GetGrain<ILifeGrain>("load" + number))));

    /// <summary>Waits for that many more calls.</summary>
    public async Task Reaches(int calls)
    {
        var target = Interlocked.Read(ref _calls) + calls;
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
        while (Interlocked.Read(ref _calls) < target)
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, deadline.Token);
    }

    public async Task<Exception[]> StopAsync()
    {
        await _stop.CancelAsync();
        await _loops;
        return [.. _errors];
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task RunAsync(ILifeGrain grain)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await grain.Instance();
            }
            catch (Exception error)
            {
                _errors.Enqueue(error);
            }

            Interlocked.Increment(ref _calls);
        }
    }
}
