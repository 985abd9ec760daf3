namespace Platform.Tests.Engine;

/// <summary>Waits for what silos tell each other over the network. A call that its silo lost meanwhile is made again.</summary>
internal static class Eventually
{
    public static async Task Holds(Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(15), TimeProvider.System);
        while (true)
        {
            try
            {
                if (await condition().WaitAsync(deadline.Token))
                    return;
            }
            catch (SiloUnavailableException)
            {
                // The call was under way at a silo that was lost.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, deadline.Token);
        }
    }
}
