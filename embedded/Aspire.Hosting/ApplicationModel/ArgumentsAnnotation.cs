namespace Aspire.Hosting.ApplicationModel;

internal sealed class ArgumentsAnnotation(string[] arguments) : IResourceAnnotation
{
    public string[] Arguments { get; } = arguments;
}
