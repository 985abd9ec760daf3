using Platform.Silo.Sessions;

namespace Platform.Silo.Warming;

/// <summary>In place of an activation, for a session that no caller can reach and that is gone in a moment.</summary>
internal sealed class ScratchHost : ISessionHost
{
    public void Retire()
    {
    }

    public IDisposable After(TimeSpan delay, Action action) => Nothing.Instance;

    /// <summary>What would be called back later is over before.</summary>
    private sealed class Nothing : IDisposable
    {
        public static readonly Nothing Instance = new();

        public void Dispose()
        {
        }
    }
}
