namespace Platform.Tests.Engine.Behaviour;

public sealed class InjectedGrain(InjectedGrain.Singleton singleton, InjectedGrain.Scoped scoped, IGrainContext context, IGrainFactory factory)
    : Grain, IInjectedGrain
{
    public Task<string> Describe() =>
        Task.FromResult($"{singleton.Id} {scoped.Id} {context.GrainId == this.GetGrainId()} {factory is not null}");

    public Task<int> Add(int left, int right) => Task.FromResult(left + right);

    public sealed class Singleton
    {
        public Guid Id { get; } = Guid.NewGuid();
    }

    public sealed class Scoped : IDisposable
    {
        public Guid Id { get; } = Guid.NewGuid();

        public void Dispose() => Signals.Set(Id + " disposed");
    }
}
