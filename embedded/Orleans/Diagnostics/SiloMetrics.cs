using System.Diagnostics.Metrics;
using Orleans.Activations;

namespace Orleans.Diagnostics;

/// <summary>The silo's figures for metric collectors, read when they are collected.</summary>
internal sealed class SiloMetrics : IDisposable
{
    private readonly Meter _meter;

    public SiloMetrics(Silo silo, IMeterFactory meters)
    {
        _meter = meters.Create("Microsoft.Orleans");
        _meter.CreateObservableGauge("orleans-catalog-activations", () => silo.Activations.Count, description: "Activations in memory.");
        _meter.CreateObservableGauge("orleans-gateway-connected-clients", () => silo.Counters.Clients, description: "Connected clients.");
        _meter.CreateObservableCounter("orleans-messaging-sent-messages", () => silo.Counters.Sent, description: "Messages sent to other processes.");
        _meter.CreateObservableCounter("orleans-messaging-received-messages", () => silo.Counters.Received, description: "Messages received from other processes.");
    }

    public void Dispose() => _meter.Dispose();
}
