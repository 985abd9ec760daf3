namespace Aspire.Hosting.ApplicationModel;

/// <summary>The base of the resources.</summary>
public abstract class Resource : IResource
{
    private const int MaxNameLength = 64;

    /// <summary>A resource without annotations.</summary>
    /// <param name="name">1 to 64 ASCII letters, digits and single inner hyphens, beginning with a letter.</param>
    /// <exception cref="ArgumentException">The name has another form.</exception>
    protected Resource(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Length > MaxNameLength || !char.IsAsciiLetter(name[0]) || name.EndsWith('-') || name.Contains("--")
            || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            throw new ArgumentException(
                $"'{name}' is not a resource name: use 1 to {MaxNameLength} ASCII letters, digits and single hyphens, beginning with a letter.", nameof(name));
        }

        Name = name;
    }

    /// <inheritdoc/>
    public virtual string Name { get; }

    /// <inheritdoc/>
    public virtual ResourceAnnotationCollection Annotations { get; } = [];
}
