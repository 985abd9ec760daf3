using Aspire.Hosting.Processes;

namespace Platform.Tests.Hosting.StandIn;

/// <summary>A process that ends when a test says so.</summary>
internal sealed class FakeChild : IChildProcess
{
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Id => 1;

    public Task<int> Exited => _exited.Task;

    public bool EndsWhenAsked { get; init; } = true;

    public TaskCompletionSource Terminated { get; } = new();

    public bool Killed { get; private set; }

    public void Exit(int code) => _exited.TrySetResult(code);

    public void Terminate()
    {
        Terminated.TrySetResult();
        if (EndsWhenAsked)
            Exit(0);
    }

    public void Kill()
    {
        Killed = true;
        Exit(137);
    }
}
