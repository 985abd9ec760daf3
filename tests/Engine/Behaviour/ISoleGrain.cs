namespace Platform.Tests.Engine.Behaviour;

[Alias("test.ISoleGrain")]
public interface ISoleGrain : IGrainWithStringKey
{
    [Alias("Work")]
    Task Work();
}
