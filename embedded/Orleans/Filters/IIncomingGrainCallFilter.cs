namespace Orleans;

/// <summary>Runs around every call that arrives at a grain of the silo, inside the grain's turn; a grain class may implement it for its own calls.</summary>
public interface IIncomingGrainCallFilter
{
    /// <summary>Runs around a call; awaits <see cref="IGrainCallContext.Invoke"/> to go on, or throws to refuse.</summary>
    Task Invoke(IIncomingGrainCallContext context);
}
