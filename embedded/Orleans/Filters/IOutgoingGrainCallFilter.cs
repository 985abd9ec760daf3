namespace Orleans;

/// <summary>Runs around every call that leaves.</summary>
public interface IOutgoingGrainCallFilter
{
    /// <summary>Runs around a call; awaits <see cref="IGrainCallContext.Invoke"/> to go on, or throws to refuse.</summary>
    Task Invoke(IOutgoingGrainCallContext context);
}
