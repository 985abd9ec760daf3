using System.Diagnostics.Metrics;

namespace Platform.Silo.Models.Resilience;

/// <summary>The metrics of calls to providers, under the names that OpenTelemetry gives them for generative AI.</summary>
internal sealed class ModelTelemetry
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "Platform.Models";

    /// <summary>The instruments.</summary>
    public ModelTelemetry(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        Duration = meter.CreateHistogram<double>(
            "gen_ai.client.operation.duration", "s", "From the question to the last piece of the answer.");
        FirstPiece = meter.CreateHistogram<double>(
            "gen_ai.client.operation.time_to_first_chunk", "s", "From the question to the first piece of the answer.");
        Tokens = meter.CreateHistogram<long>("gen_ai.client.token.usage", "{token}", "Tokens of one call.");
    }

    /// <summary>Seconds to the end of the answer, with the kind of error where there is one; its count is the number of calls.</summary>
    public Histogram<double> Duration { get; }

    /// <summary>Seconds to the first piece.</summary>
    public Histogram<double> FirstPiece { get; }

    /// <summary>Tokens read and written.</summary>
    public Histogram<long> Tokens { get; }

    /// <summary>The measurements of one model, apart from those with tenants' own keys, whose failures say nothing of the platform's.</summary>
    public ModelMeasures For(string provider, string model, bool withTenantsKey) => new(this, provider, model, withTenantsKey ? "tenant" : "platform");
}
