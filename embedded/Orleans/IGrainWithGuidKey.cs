namespace Orleans;

/// <summary>Marks the interface of a grain that is addressed by a GUID key.</summary>
public interface IGrainWithGuidKey : IGrain;
