namespace Platform.Silo.Calls;

/// <summary>A grain whose calls are remembered while they are under way, so that it can say which it has.</summary>
internal interface ICallHolder
{
    /// <summary>Its calls.</summary>
    HeldCalls Calls { get; }
}
