namespace Orleans.Runtime;

/// <summary>Marks what can be called by its identity.</summary>
public interface IAddressable;
