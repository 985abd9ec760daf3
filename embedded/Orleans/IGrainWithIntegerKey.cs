namespace Orleans;

/// <summary>Marks the interface of a grain that is addressed by an integer key.</summary>
public interface IGrainWithIntegerKey : IGrain;
