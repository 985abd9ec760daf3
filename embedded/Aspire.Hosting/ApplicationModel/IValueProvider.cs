namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is known when a resource starts.</summary>
public interface IValueProvider
{
    /// <summary>Answers the value; null where there is none.</summary>
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);
}
