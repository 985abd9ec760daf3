namespace Platform.LoadTests.Users;

/// <summary>A turn of a timetable.</summary>
/// <param name="Due">When it has to be sent, from the start of the load.</param>
/// <param name="User">Who sends it; null for whoever has been free longest.</param>
internal readonly record struct PlannedTurn(TimeSpan Due, int? User);
