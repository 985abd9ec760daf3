namespace Orleans;

/// <summary>Decides whether a client that reaches no silo at its start tries on. The stand-in's starts without one, so it never asks.</summary>
public interface IClientConnectionRetryFilter
{
    /// <summary>Answers true, after a pause of its own, to have it tried again. False ends the start with the error.</summary>
    Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken);
}
