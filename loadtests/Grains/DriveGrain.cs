using Platform.LoadTests.Load;

namespace Platform.LoadTests.Grains;

/// <inheritdoc cref="IDriveGrain"/>
internal sealed class DriveGrain(TimeProvider time) : Grain, IDriveGrain
{
    /// <summary>Reading the clock costs a part of what a call does, so that only one call in so many is timed.</summary>
    private const int TimedEvery = 16;

    private const int MostSamples = 20_000;

    /// <summary>After so many calls the others have their turn: where calls stay on their thread, a grain and the one it calls would keep it to the end.</summary>
    private const int CallsAtOnce = 32 * TimedEvery;

    public async Task<DriveFigures> Drive(TimeSpan duration)
    {
        var target = GrainFactory.GetGrain<IPingGrain>(this.GetPrimaryKeyLong());
        var sampled = new List<TimeSpan>(MostSamples);
        var start = time.GetTimestamp();
        var calls = 0L;
        while (time.GetElapsedTime(start) < duration)
        {
            var sent = time.GetTimestamp();
            await Call(target, calls++);
            if (sampled.Count < MostSamples)
                sampled.Add(time.GetElapsedTime(sent));
            for (var untimed = 1; untimed < TimedEvery; untimed++)
                await Call(target, calls++);
            if (calls % CallsAtOnce == 0)
                await BehindTheOthers();
        }

        return new DriveFigures(calls, time.GetElapsedTime(start), [.. sampled]);
    }

    private static Task BehindTheOthers() =>
        Task.Factory.StartNew(static () => { }, CancellationToken.None, TaskCreationOptions.PreferFairness, TaskScheduler.Default);

    private static async ValueTask Call(IPingGrain target, long number)
    {
        if (await target.Ping(number) != number + 1)
            throw new LoadFailedException($"A grain answered {number} with something else than the next number.");
    }
}
