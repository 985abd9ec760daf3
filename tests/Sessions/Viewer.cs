using System.Threading.Channels;
using Platform.Contracts.Sessions;
using Xunit;

namespace Platform.Tests.Sessions;

/// <summary>Somebody who watches a turn.</summary>
internal sealed class Viewer(ChannelReader<TurnEvent> events, CancellationTokenSource leaving, Task done)
{
    public Task<TurnEvent> Next() =>
        events.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(SessionActivation.Deadline);

    public async Task<TurnEvent[]> ToEnd()
    {
        await done.WaitAsync(SessionActivation.Deadline);
        List<TurnEvent> all = [];
        await foreach (var happened in events.ReadAllAsync(TestContext.Current.CancellationToken))
            all.Add(happened);
        return [.. all];
    }

    /// <summary>Goes away.</summary>
    public async Task Leave()
    {
        await leaving.CancelAsync();
        await done;
    }
}
