using Orleans.Runtime;

namespace Orleans;

/// <summary>Marks a grain interface; use one of the interfaces that name the kind of key.</summary>
public interface IGrain : IAddressable;
