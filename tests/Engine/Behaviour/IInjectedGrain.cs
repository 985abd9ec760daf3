namespace Platform.Tests.Engine.Behaviour;

[Alias("test.IInjectedGrain")]
public interface IInjectedGrain : IGrainWithGuidKey
{
    [Alias("Describe")]
    Task<string> Describe();

    [Alias("Add")]
    Task<int> Add(int left, int right);
}
