namespace Platform.Tests.Engine.Behaviour;

[Alias("test.IReentrantGrain")]
public interface IReentrantGrain : IGrainWithStringKey
{
    [Alias("Run")]
    Task Run(string step);
}
