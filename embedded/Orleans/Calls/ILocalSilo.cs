using Orleans.Runtime;

namespace Orleans.Calls;

/// <summary>The silo of this process, as the router sees it.</summary>
internal interface ILocalSilo
{
    SiloAddress Address { get; }

    /// <summary>Runs a call, or refuses it.</summary>
    void Deliver(GrainInvocation call);
}
