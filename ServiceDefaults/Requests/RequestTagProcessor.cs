using System.Diagnostics;
using OpenTelemetry;

namespace Platform.ServiceDefaults.Requests;

/// <summary>Gives every span the tags of the request that it is part of.</summary>
internal sealed class RequestTagProcessor : BaseProcessor<Activity>
{
    /// <inheritdoc/>
    public override void OnStart(Activity data) => RequestTags.Tag(data);
}
