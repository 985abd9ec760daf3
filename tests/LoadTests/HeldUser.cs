using System.Threading.Channels;
using Platform.LoadTests.Users;
using Xunit;

namespace Platform.Tests.LoadTests;

/// <summary>A user whose turns are answered when a test lets them be.</summary>
internal sealed class HeldUser : ITurnUser
{
    private readonly TaskCompletionSource<TurnOutcome> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<int> _sent = Channel.CreateUnbounded<int>();
    private int _count;

    /// <summary>How many turns were sent.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Waits until so many turns were sent.</summary>
    public async Task Sent(int count)
    {
        await foreach (var sent in _sent.Reader.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            if (sent >= count)
                return;
        }
    }

    /// <summary>Answers all turns.</summary>
    public void Free(TurnOutcome outcome = TurnOutcome.Served) => _answer.SetResult(outcome);

    /// <summary>Fails all turns.</summary>
    public void Fail(Exception error) => _answer.SetException(error);

    public async ValueTask<TurnOutcome> Turn(CancellationToken cancellationToken)
    {
        _sent.Writer.TryWrite(Interlocked.Increment(ref _count));
        return await _answer.Task;
    }

    public void Dispose() => _sent.Writer.TryComplete();
}
