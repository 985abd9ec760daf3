namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where a callback puts environment variables of a resource that is about to start.</summary>
public class EnvironmentCallbackContext
{
    internal EnvironmentCallbackContext(CancellationToken cancellationToken) => CancellationToken = cancellationToken;

    /// <summary>Values by name: a <see cref="string"/> or an <see cref="IValueProvider"/>.</summary>
    public Dictionary<string, object> EnvironmentVariables { get; } = [];

    /// <summary>Is cancelled when the application stops.</summary>
    public CancellationToken CancellationToken { get; }
}
