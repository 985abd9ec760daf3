using System.Diagnostics;
using Platform.Contracts.Sessions;

namespace Platform.Silo.Models.Resilience;

/// <summary>Measures the calls to one model. Costs nothing while nobody listens.</summary>
internal sealed class ModelMeasures(ModelTelemetry telemetry, string provider, string model, string keyOwner)
{
    /// <summary>Whose key was used: <c>platform</c> or <c>tenant</c>.</summary>
    private const string KeyOwner = "platform.key.owner";

    private static readonly ActivitySource Source = new(ModelTelemetry.Name);

    /// <summary>The span of a call; null while nobody listens.</summary>
    public Activity? Begin()
    {
        var activity = Source.StartActivity("chat", ActivityKind.Client);
        return activity?
            .SetTag("gen_ai.operation.name", "chat")
            .SetTag("gen_ai.provider.name", provider)
            .SetTag("gen_ai.request.model", model)
            .SetTag(KeyOwner, keyOwner);
    }

    /// <summary>The first piece is there.</summary>
    public void FirstPiece(TimeSpan after)
    {
        if (telemetry.FirstPiece.Enabled)
            telemetry.FirstPiece.Record(after.TotalSeconds, Tags());
    }

    /// <summary>The call is over.</summary>
    /// <param name="activity">Its span.</param>
    /// <param name="after">How long it took.</param>
    /// <param name="usage">What the provider counted.</param>
    /// <param name="error">A short word for what went wrong; null when nothing did.</param>
    public void End(Activity? activity, TimeSpan after, TokenUsage? usage, string? error)
    {
        if (telemetry.Duration.Enabled)
        {
            var tags = Tags();
            if (error is not null)
                tags.Add("error.type", error);
            telemetry.Duration.Record(after.TotalSeconds, tags);
        }

        if (usage is not null && telemetry.Tokens.Enabled)
        {
            telemetry.Tokens.Record(usage.InputTokens, With("gen_ai.token.type", "input"));
            telemetry.Tokens.Record(usage.OutputTokens, With("gen_ai.token.type", "output"));
        }

        if (activity is null)
            return;
        if (usage is not null)
            activity.SetTag("gen_ai.usage.input_tokens", usage.InputTokens).SetTag("gen_ai.usage.output_tokens", usage.OutputTokens);
        if (error is not null)
            activity.SetTag("error.type", error).SetStatus(ActivityStatusCode.Error);
        activity.Dispose();
    }

    private TagList Tags() => new()
    {
        { "gen_ai.operation.name", "chat" },
        { "gen_ai.provider.name", provider },
        { "gen_ai.request.model", model },
        { KeyOwner, keyOwner },
    };

    private TagList With(string name, string value)
    {
        var tags = Tags();
        tags.Add(name, value);
        return tags;
    }
}
