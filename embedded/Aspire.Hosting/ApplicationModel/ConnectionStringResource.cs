namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something that runs elsewhere and is reached by a connection string from the configuration.</summary>
internal sealed class ConnectionStringResource(string name, string connectionString)
    : Resource(name), IResourceWithConnectionString, IResourceWithWaitSupport
{
    public ReferenceExpression ConnectionStringExpression { get; } = ReferenceExpression.Create($"{connectionString}");
}
