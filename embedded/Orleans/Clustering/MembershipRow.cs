using System.Text.Json;
using Orleans.Runtime;

namespace Orleans.Clustering.Redis;

/// <summary>A silo's row as JSON, its address apart.</summary>
internal sealed record MembershipRow(
    SiloStatus Status,
    int GatewayPort,
    string HostName,
    string SiloName,
    string? RoleName,
    DateTime StartTime,
    List<MembershipSuspicion> Suspicions)
{
    public static string Write(MembershipEntry entry) => JsonSerializer.Serialize(new MembershipRow(
        entry.Status,
        entry.ProxyPort,
        entry.HostName,
        entry.SiloName,
        entry.RoleName,
        entry.StartTime,
        [.. (entry.SuspectTimes ?? []).Select(vote => new MembershipSuspicion(vote.Item1.ToParsableString(), vote.Item2))]));

    /// <exception cref="InvalidDataException">The row was not written by a silo.</exception>
    public static MembershipEntry Read(string address, string text)
    {
        try
        {
            var row = JsonSerializer.Deserialize<MembershipRow>(text) ?? throw new JsonException("The row is null.");
            return new MembershipEntry
            {
                SiloAddress = SiloAddress.FromParsableString(address),
                Status = row.Status,
                ProxyPort = row.GatewayPort,
                HostName = row.HostName,
                SiloName = row.SiloName,
                RoleName = row.RoleName,
                StartTime = row.StartTime,
                IAmAliveTime = row.StartTime,
                SuspectTimes = [.. (row.Suspicions ?? []).Select(vote => Tuple.Create(SiloAddress.FromParsableString(vote.Voter), vote.Time))],
            };
        }
        catch (Exception error) when (error is JsonException or FormatException)
        {
            throw new InvalidDataException($"The membership row of '{address}' cannot be read: remove the table's key if the cluster id was used by something else.", error);
        }
    }
}
