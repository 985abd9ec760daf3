namespace Platform.LoadTests.Scenarios;

/// <summary>The sizes a scenario is meant to run with; options override them.</summary>
/// <param name="Silos">Silos of its own platform.</param>
/// <param name="Apis">API replicas of its own platform.</param>
/// <param name="Users">Sessions.</param>
/// <param name="DurationSeconds">Measured seconds.</param>
/// <param name="Rate">Requests per second of an open loop; null for a scenario that sends as fast as it is answered.</param>
internal sealed record ScenarioDefaults(int Silos, int Apis, int Users, int DurationSeconds, int? Rate = null);
