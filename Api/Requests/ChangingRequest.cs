using System.Buffers;
using System.Buffers.Text;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Metadata;
using Platform.Api.Authentication;
using Platform.Api.Errors;
using Platform.Api.Json;
using Platform.Api.Paging;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;
using Platform.Contracts.Requests;
using Platform.Contracts.Sessions;

namespace Platform.Api.Requests;

/// <summary>
/// A request that changes something. A handler that takes it as a parameter and makes its change within <c>Once</c> supports
/// the idempotency key: the same request again gets the first answer and takes no second effect, also when it is sent twice at
/// the same moment and when a replica dies between the change and its answer. Requests without a key pass straight through.
/// </summary>
/// <remarks>
/// Whatever is wrong with the request itself is told before anything is claimed. From the claim on the key belongs to this
/// request, also when the change is then refused: it can be sent again, and another request under the key is a conflict.
/// </remarks>
internal sealed class ChangingRequest : IEndpointParameterMetadataProvider
{
    private const int TokenBytes = 16;
    private readonly HttpContext _context;
    private readonly Caller _caller;
    private readonly string? _key;
    private string? _userId;

    private ChangingRequest(HttpContext context, Caller caller, string? key) => (_context, _caller, _key) = (context, caller, key);

    /// <summary>Says which user of the changed tenant the request concerns, so that its answer goes with the user. Has to come before the claim.</summary>
    /// <param name="userId">The user; null: nobody in particular.</param>
    public ChangingRequest Concerning(string? userId)
    {
        _userId = userId;
        return this;
    }

    /// <summary>The same for a request that changes a session: it concerns the session's user.</summary>
    public async Task Concerning(ISessionGrain session)
    {
        if (_key is not null)
            _userId = (await session.Get())?.UserId;
    }

    /// <summary>Makes a change once.</summary>
    /// <typeparam name="TAnswer">Its answer.</typeparam>
    /// <param name="bodyHash">SHA-256 of the body; null when the route takes none.</param>
    /// <param name="change">The change. It hands the ticket's token to what it changes, and does what the proposal says.</param>
    /// <param name="proposal">What every repetition has to do alike, such as the id of what is created.</param>
    /// <param name="about">The tenant that is changed; default: the caller's.</param>
    /// <exception cref="PlatformException">The key was used with another request, or the change is refused.</exception>
    public async Task<OnceAnswer<TAnswer>> Once<TAnswer>(
        byte[]? bodyHash, Func<RequestTicket, Task<TAnswer>> change, string? proposal = null, string? about = null)
        where TAnswer : IStorableAnswer, IEndpointMetadataProvider
    {
        if (_key is null)
            return new(await change(new RequestTicket(null, proposal, null)));
        return await Keyed(await Claim(await RequestHash.Of(_context.Request, bodyHash), proposal, about), change);
    }

    /// <summary>The same, for a request that is checked against what is at the moment, which a repetition must not be.</summary>
    /// <typeparam name="TAnswer">Its answer.</typeparam>
    /// <param name="bodyHash">SHA-256 of the body; null when the route takes none.</param>
    /// <param name="prepare">Checks the request and answers the proposal. Not called for repetitions.</param>
    /// <param name="change">The change.</param>
    /// <param name="about">The tenant that is changed; default: the caller's.</param>
    /// <exception cref="PlatformException">The key was used with another request, or the change is refused.</exception>
    public async Task<OnceAnswer<TAnswer>> Once<TAnswer>(
        byte[]? bodyHash, Func<Task<string?>> prepare, Func<RequestTicket, Task<TAnswer>> change, string? about = null)
        where TAnswer : IStorableAnswer, IEndpointMetadataProvider
    {
        if (_key is null)
            return new(await change(new RequestTicket(null, await prepare(), null)));
        var hash = await RequestHash.Of(_context.Request, bodyHash);
        return await Keyed(await Record().Find(hash) ?? await Claim(hash, await prepare(), about), change);
    }

    /// <summary>The request at hand.</summary>
    /// <exception cref="PlatformException">Its idempotency key cannot be used.</exception>
    public static async ValueTask<ChangingRequest?> BindAsync(HttpContext context) =>
        new(context, (await Caller.BindAsync(context))!, IdempotencyKey.Of(context.Request));

    /// <inheritdoc/>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new QueryParameterMetadata(
        IdempotencyKey.Header, "Takes effect once, however often it is sent, and is answered alike: 1 to 255 printable characters.", InHeader: true));

    private Task<RequestClaim> Claim(byte[] hash, string? proposal, string? about) => Record().Claim(new NewClaim(
        hash, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes)), proposal, about ?? _caller.TenantId, _userId));

    private async Task<OnceAnswer<TAnswer>> Keyed<TAnswer>(RequestClaim claim, Func<RequestTicket, Task<TAnswer>> change)
        where TAnswer : IStorableAnswer, IEndpointMetadataProvider
    {
        var secrets = new RequestSecrets(KeyCheck.KeyOf(_context.Request), claim.Token);
        if (claim.Answer is { } first)
            return Again(first);
        var answer = await change(new RequestTicket(claim.Token, claim.Proposal, secrets));
        var body = new ArrayBufferWriter<byte>();
        answer.WriteBody(body);
        return await PutOnRecord(claim.Token, secrets.Seal(answer.Status, answer.Location, body.WrittenSpan)) is { } faster
            ? Again(faster)
            : new(answer);

        OnceAnswer<TAnswer> Again(RequestAnswer stored) => new(stored.Status, stored.Location, secrets.Open(stored));
    }

    /// <summary>Puts an answer on record. The one that is on record already; null when there is none.</summary>
    private async Task<RequestAnswer?> PutOnRecord(string token, RequestAnswer answer)
    {
        try
        {
            return await Record().Complete(token, answer);
        }
        catch (Exception error) when (FailureMapping.Of(error).Code != ErrorCode.InternalError)
        {
            // The change was made: that is what the caller has to know.
            RequestLog.NotRecorded(_context.RequestServices.GetRequiredService<ILogger<ChangingRequest>>(), _context.TraceIdentifier, error.Message);
            return null;
        }
    }

    private IRequestGrain Record() => _context.RequestServices.GetRequiredService<IClusterClient>()
        .GetGrain<IRequestGrain>(GrainKey.ForRequest(_caller.TenantId, _caller.KeyId, _key!));
}
