namespace Platform.Silo.Audit;

/// <summary>Microseconds since 1970, which sorted sets of Redis hold exactly until the year 2255.</summary>
internal static class AuditTime
{
    /// <summary>The microsecond of a moment.</summary>
    public static long Of(DateTimeOffset moment) => (moment.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The moment of a microsecond.</summary>
    public static DateTimeOffset ToMoment(long microsecond) => DateTimeOffset.UnixEpoch.AddTicks(microsecond * TimeSpan.TicksPerMicrosecond);
}
