namespace Orleans.Runtime;

/// <summary>Runs once when the silo has become active.</summary>
public interface IStartupTask
{
    /// <summary>Runs; an exception ends the start of the silo.</summary>
    Task Execute(CancellationToken cancellationToken);
}
