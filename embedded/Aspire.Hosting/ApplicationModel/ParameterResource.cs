namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is handed to other resources.</summary>
public class ParameterResource : Resource, IValueProvider
{
    private readonly string _value;

    internal ParameterResource(string name, string value, bool secret)
        : base(name)
    {
        _value = value;
        Secret = secret;
    }

    /// <summary>Whether the value must not be shown.</summary>
    public bool Secret { get; }

    /// <inheritdoc/>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => ValueTask.FromResult<string?>(_value);
}
