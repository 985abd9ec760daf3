using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>Adding values and outside resources to an application.</summary>
public static class ParameterResourceBuilderExtensions
{
    /// <summary>Adds a value that other resources refer to.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The name of the parameter.</param>
    /// <param name="value">Its value.</param>
    /// <param name="publishValueAsDefault">Whether a published manifest holds the value; the stand-in publishes none.</param>
    /// <param name="secret">Whether the value must not be shown.</param>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false)
    {
        if (publishValueAsDefault && secret)
            throw new ArgumentException("A secret cannot be published as a default.", nameof(publishValueAsDefault));
        return builder.AddResource(new ParameterResource(name, value, secret));
    }

    /// <summary>Adds something that runs elsewhere, reached by the setting <c>ConnectionStrings:{name}</c>.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The name of the connection string.</param>
    /// <param name="environmentVariableName">Not supported by the stand-in: leave it null for <c>ConnectionStrings__{name}</c>.</param>
    /// <exception cref="DistributedApplicationException">The setting is missing.</exception>
    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(
        this IDistributedApplicationBuilder builder, string name, string? environmentVariableName = null)
    {
        if (environmentVariableName is not null)
            throw new NotSupportedException("Another variable name than ConnectionStrings__{name} is not supported here.");
        return builder.AddResource(new ConnectionStringResource(name, builder.Configuration.GetConnectionString(name)
            ?? throw new DistributedApplicationException($"Set the environment variable ConnectionStrings__{name}.")));
    }
}
