using Platform.Api.Errors;
using Platform.Api.Json;
using Platform.Api.Requests;
using Platform.Contracts.Audit;
using Platform.Contracts.Errors;

namespace Platform.Api.Audit;

/// <summary>What became of a request, as the audit log keeps it.</summary>
internal static class AuditOutcomes
{
    /// <summary>It is answered.</summary>
    public static AuditOutcome Of(object? answer) => answer switch
    {
        IOnceAnswer once => new AuditOutcome { Status = once.Status, Created = Created(once.Status, once.Location), Repeated = once.IsRepeated },
        IStorableAnswer stored => new AuditOutcome { Status = stored.Status, Created = Created(stored.Status, stored.Location) },
        IStatusCodeHttpResult { StatusCode: { } status } => new AuditOutcome { Status = status },
        _ => new AuditOutcome { Status = StatusCodes.Status200OK },
    };

    /// <summary>It is refused, or fails.</summary>
    public static AuditOutcome Of(Exception error) => Of(FailureMapping.Of(error).Code);

    /// <summary>It is refused, or fails.</summary>
    public static AuditOutcome Of(ErrorCode code)
    {
        var kind = ErrorCatalog.Describe(code);
        return new AuditOutcome { Status = kind.Status, Error = kind.Name };
    }

    private static string? Created(int status, string? location) => status == StatusCodes.Status201Created ? location : null;
}
