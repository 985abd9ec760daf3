using Microsoft.Extensions.Options;
using Platform.ServiceDefaults.Settings;

namespace Platform.Silo.Sessions;

internal sealed class SessionOptionsValidator : IValidateOptions<SessionOptions>
{
    public ValidateOptionsResult Validate(string? name, SessionOptions options) => new OptionsCheck(SessionOptions.Section)
        .InRange(nameof(options.MaxMessageBytes), options.MaxMessageBytes, 1, 1_048_576)
        .InRange(nameof(options.MaxInputMessages), options.MaxInputMessages, 1, 10_000)
        .InRange(nameof(options.MaxAnswerLength), options.MaxAnswerLength, 1_000, 10_000_000)
        .InRange(nameof(options.MaxWaitingTurns), options.MaxWaitingTurns, 1, 1_000)
        .InRange(nameof(options.MaxTurnsInFlight), options.MaxTurnsInFlight, 1, 1_000_000)
        .InRange(nameof(options.MaxTurnsInFlightPerTenant), options.MaxTurnsInFlightPerTenant, 1, 1_000_000)
        .InRange(nameof(options.MaxBusyTurns), options.MaxBusyTurns, 1, 10_000)
        .InRange(nameof(options.MaxSeatWait), options.MaxSeatWait, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(5))
        .InRange(nameof(options.QueueTtl), options.QueueTtl, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1))
        .InRange(nameof(options.MaxIdempotencyRecords), options.MaxIdempotencyRecords, 1, 10_000)
        .InRange(nameof(options.RetryWindow), options.RetryWindow, TimeSpan.Zero, TimeSpan.FromHours(1))
        .InRange(nameof(options.MaxEventsPerTurn), options.MaxEventsPerTurn, 16, 1_000_000)
        .InRange(nameof(options.MergeBacklog), options.MergeBacklog, 1, 1_000_000)
        .InRange(nameof(options.ReplayWindow), options.ReplayWindow, TimeSpan.Zero, TimeSpan.FromHours(1))
        .InRange(nameof(options.CommitPatience), options.CommitPatience, TimeSpan.Zero, TimeSpan.FromSeconds(60))
        .InRange(nameof(options.RetryAfter), options.RetryAfter, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(60))
        .Require(options.MaxWaitingTurns <= options.MaxTurnsInFlight,
            $"{nameof(options.MaxWaitingTurns)} ({options.MaxWaitingTurns}) must not be above {nameof(options.MaxTurnsInFlight)} ({options.MaxTurnsInFlight}).")
        .Require(options.MaxWaitingTurns <= options.MaxTurnsInFlightPerTenant,
            $"{nameof(options.MaxWaitingTurns)} ({options.MaxWaitingTurns}) must not be above {nameof(options.MaxTurnsInFlightPerTenant)} ({options.MaxTurnsInFlightPerTenant}).")
        .Result();
}
