namespace Platform.Contracts.Limits;

/// <summary>A lease as its <see cref="LeaseBook"/> looks after it.</summary>
internal interface IHeldLease
{
    /// <summary>Says that it is used. False when it has been let go, and another one has to be begun.</summary>
    bool Touch();

    /// <summary>Gives back and renews what it is time for. False when it may be let go: it holds nothing and nobody uses it.</summary>
    bool Tend();
}
