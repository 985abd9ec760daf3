using Platform.Api.Authentication;
using Platform.Api.Errors;
using Platform.Contracts.Audit;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;

namespace Platform.Api.Audit;

/// <summary>
/// Runs a changing request between two writes to the audit log: that it is begun, before anything can change, and what became of
/// it, before the answer goes out. So nothing is changed that the log has not heard of, and nothing acknowledged that it does not
/// hold; a process that dies in between leaves an entry of unknown outcome.
/// </summary>
internal sealed class AuditedCall
{
    private AuditedCall()
    {
    }

    /// <summary>Runs a handler whose arguments are there.</summary>
    /// <exception cref="PlatformException">The change is refused, or the log cannot be written.</exception>
    public static async ValueTask<object?> Run(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var context = call.HttpContext;
        if (SubjectOf(context, call.Arguments) is not { } subject)
            return await next(call);
        context.Features.Set(new AuditedCall());
        var log = Log(context, subject);
        var id = await log.Begin(subject.Change);
        object? answer;
        try
        {
            answer = await next(call);
        }
        catch (Exception error)
        {
            // The caller learns what went wrong with the change. If it cannot be entered, it stays begun, and is entered as unknown.
            await Try(context, log.Record(id, subject.Change, AuditOutcomes.Of(error)));
            throw;
        }

        if (!await Try(context, log.Record(id, subject.Change, AuditOutcomes.Of(answer))))
        {
            throw new PlatformException(
                ErrorCode.Interrupted,
                "The request was carried out, but the audit log cannot be written at the moment. Read the object before you send it again; the same Idempotency-Key makes that safe.");
        }

        return answer;
    }

    /// <summary>Runs an endpoint, and enters what is refused before there are arguments: a body that cannot be read, for one.</summary>
    /// <exception cref="PlatformException">The request is refused, or the log cannot be written.</exception>
    public static async Task Run(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception error) when (context.Features.Get<AuditedCall>() is null && !context.RequestAborted.IsCancellationRequested)
        {
            if (SubjectOf(context, []) is { } subject)
                await Log(context, subject).Record(null, subject.Change, AuditOutcomes.Of(error));
            throw;
        }
    }

    private static AuditSubject? SubjectOf(HttpContext context, IList<object?> arguments) =>
        // The innermost setting of the access counts, and what any key may do is not audited.
        context.GetEndpoint()?.Metadata.GetMetadata<RequiredAccess>() is { Access: not Access.Chat } && context.Features.Get<Caller>() is { } caller
            ? AuditSubject.Of(context, caller, arguments)
            : null;

    private static IAuditGrain Log(HttpContext context, AuditSubject subject) =>
        context.RequestServices.GetRequiredService<IClusterClient>().GetGrain<IAuditGrain>(GrainKey.ForTenant(subject.TenantId));

    private static async Task<bool> Try(HttpContext context, Task write)
    {
        try
        {
            await write;
            return true;
        }
        catch (Exception error) when (FailureMapping.Of(error).Code != ErrorCode.InternalError)
        {
            AuditMessages.OutcomeNotWritten(context.RequestServices.GetRequiredService<ILogger<AuditedCall>>(), context.TraceIdentifier, error.Message);
            return false;
        }
    }
}
