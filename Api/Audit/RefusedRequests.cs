using Platform.Api.Authentication;
using Platform.Api.Errors;
using Platform.Contracts.Audit;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;
using Platform.Contracts.Tenants;

namespace Platform.Api.Audit;

/// <summary>
/// Sums up requests that were not admitted to an operator's route, or to an audited one with a key that is known, and enters the
/// sums in the audit log twice a minute. A flood makes the numbers grow, and nothing else: what is told apart, what is entered at
/// a time, and the log they go to, are all bounded.
/// </summary>
internal sealed class RefusedRequests(IClusterClient cluster, TimeProvider time, ILogger<RefusedRequests> logger) : BackgroundService
{
    private const int MaxApart = 1_000;
    private const int MaxEntries = 20;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private Dictionary<RefusedRequest, Sum> _sums = [];

    /// <summary>Notes a request that is not admitted.</summary>
    /// <param name="context">The request.</param>
    /// <param name="caller">Whose key it carries; null: nobody's.</param>
    /// <param name="access">What the route wants.</param>
    /// <param name="code">Why it is refused.</param>
    public void Note(HttpContext context, Caller? caller, Access access, ErrorCode code)
    {
        var isAudited = caller is { Role: not KeyRole.Agent } && context.GetEndpoint()?.Metadata.GetMetadata<Audited>() is not null;
        if (access != Access.Admin && !isAudited)
            return;
        var kind = ErrorCatalog.Describe(code);
        // A known key's are entered where its tenant's owner reads them, and are erased with it.
        var request = new RefusedRequest(
            caller?.TenantId ?? ApiKey.AdminTenant, caller is null ? null : AuditSubject.ActorOf(caller),
            AuditSubject.ActionOf(context), kind.Name, kind.Status, AuditSubject.AddressOf(context));
        lock (_gate)
            Add(_sums, request, new Sum(1, time.GetUtcNow(), context.TraceIdentifier));
    }

    /// <summary>Enters what there is. What cannot be written stays for the next time.</summary>
    public async Task Flush()
    {
        Dictionary<RefusedRequest, Sum> sums;
        lock (_gate)
            (sums, _sums) = (_sums, []);
        foreach (var tenant in sums.GroupBy(static sum => sum.Key.TenantId))
        {
            var apart = new Dictionary<RefusedRequest, Sum>();
            foreach (var (request, sum) in tenant.OrderByDescending(static sum => sum.Value.Count))
                Add(apart, request, sum, MaxEntries);
            foreach (var (request, sum) in apart)
                await Enter(request, sum);
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await Flush().WaitAsync(Farewell, time, cancellationToken);
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            AuditMessages.RefusedNotWritten(logger, ApiKey.AdminTenant, _sums.Count, error.Message);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await Flush();
        }
        catch (OperationCanceledException)
        {
            // The process stops; what is left is entered by the way.
        }
    }

    private static void Add(Dictionary<RefusedRequest, Sum> sums, RefusedRequest request, Sum more, int most = MaxApart)
    {
        if (!sums.ContainsKey(request) && sums.Count >= most)
            request = request.Folded;
        sums[request] = sums.TryGetValue(request, out var sum) ? sum.With(more) : more;
    }

    private async Task Enter(RefusedRequest request, Sum sum)
    {
        var change = new AuditChange
        {
            Log = AuditLogKind.Refused,
            Actor = request.Actor,
            Action = request.Action,
            RequestId = sum.RequestId,
            Address = request.Address,
        };
        var outcome = new AuditOutcome { Status = request.Status, Error = request.Error, Count = sum.Count, Since = sum.Since };
        try
        {
            await cluster.GetGrain<IAuditGrain>(GrainKey.ForTenant(request.TenantId)).Record(null, change, outcome);
        }
        catch (Exception error) when (FailureMapping.Of(error).Code != ErrorCode.InternalError)
        {
            AuditMessages.RefusedNotWritten(logger, request.TenantId, sum.Count, error.Message);
            lock (_gate)
                Add(_sums, request, sum);
        }
    }

    /// <summary>How many, since when, and the id of one of them.</summary>
    private readonly record struct Sum(long Count, DateTimeOffset Since, string RequestId)
    {
        public Sum With(Sum more) => new(Count + more.Count, Since < more.Since ? Since : more.Since, more.RequestId);
    }
}
