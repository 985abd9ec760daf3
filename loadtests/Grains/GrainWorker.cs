using Platform.LoadTests.Load;

namespace Platform.LoadTests.Grains;

/// <summary>Calls one grain, over and over, and checks its answers.</summary>
/// <param name="call">The call: a number, answered with the next one.</param>
internal sealed class GrainWorker(Func<long, Task<long>> call) : IWorker
{
    private long _number;

    /// <inheritdoc/>
    public async ValueTask Next(CancellationToken cancellationToken)
    {
        try
        {
            var answer = await call(_number);
            if (answer != ++_number)
                throw new LoadFailedException($"A grain answered {_number - 1} with {answer}, not with the next number.");
        }
        catch (TimeoutException error)
        {
            throw new LoadFailedException($"A grain did not answer: {error.Message}");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
