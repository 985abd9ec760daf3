using Microsoft.Extensions.Options;

namespace Orleans.Configuration;

internal sealed class ClusterMembershipOptionsCheck(IOptions<ClusterMembershipOptions> options) : IOptionsCheck
{
    public IEnumerable<string> Problems()
    {
        const string Name = nameof(ClusterMembershipOptions) + ".";
        var membership = options.Value;
        return
        [
            .. OptionsCheck.Positive(Name + nameof(membership.ProbeTimeout), membership.ProbeTimeout),
            .. OptionsCheck.AtLeast(Name + nameof(membership.NumMissedProbesLimit), membership.NumMissedProbesLimit, 1),
            .. OptionsCheck.AtLeast(Name + nameof(membership.NumProbedSilos), membership.NumProbedSilos, 1),
            .. OptionsCheck.AtLeast(Name + nameof(membership.NumVotesForDeathDeclaration), membership.NumVotesForDeathDeclaration, 1),
            .. OptionsCheck.Positive(Name + nameof(membership.DeathVoteExpirationTimeout), membership.DeathVoteExpirationTimeout),
            .. OptionsCheck.Positive(Name + nameof(membership.TableRefreshTimeout), membership.TableRefreshTimeout),
            .. OptionsCheck.Positive(Name + nameof(membership.IAmAliveTablePublishTimeout), membership.IAmAliveTablePublishTimeout),
            .. OptionsCheck.AtLeast(Name + nameof(membership.NumMissedTableIAmAliveLimit), membership.NumMissedTableIAmAliveLimit, 1),
            .. OptionsCheck.Positive(Name + nameof(membership.MaxJoinAttemptTime), membership.MaxJoinAttemptTime),
            .. OptionsCheck.Positive(Name + nameof(membership.DefunctSiloExpiration), membership.DefunctSiloExpiration),
            .. membership.DefunctSiloCleanupPeriod is { } period
                ? OptionsCheck.Positive(Name + nameof(membership.DefunctSiloCleanupPeriod), period)
                : [],
            .. membership.MaxDefunctSiloEntries is { } most
                ? OptionsCheck.AtLeast(Name + nameof(membership.MaxDefunctSiloEntries), most, 0)
                : [],
        ];
    }
}
