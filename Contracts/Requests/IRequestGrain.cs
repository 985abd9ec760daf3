using Orleans.Concurrency;

namespace Platform.Contracts.Requests;

/// <summary>
/// The record of one changing request that carries an idempotency key. Key: <see cref="Keys.GrainKey.ForRequest"/>. A request
/// is claimed once, whoever sends it how often; what the claim fixed holds for every repetition until the record's time is
/// over. The record itself makes nothing happen once: the object that is changed recognises the claim's token. Methods other
/// than <see cref="Complete"/> and <see cref="Forget"/> fail with <see cref="ErrorCode.IdempotencyConflict"/> when the key was used with another
/// request, and with <see cref="ErrorCode.TenantNotFound"/> or <see cref="ErrorCode.TenantSuspended"/> when the caller's
/// tenant is not served.
/// </summary>
[Alias("IRequestGrain")]
public interface IRequestGrain : IGrainWithStringKey
{
    /// <summary>What was claimed before; null when this is the first time.</summary>
    /// <param name="hash">SHA-256 of the request.</param>
    [ReadOnly, Alias("Find")]
    Task<RequestClaim?> Find(byte[] hash);

    /// <summary>
    /// Claims the request, or answers what was claimed before. Fails with <see cref="ErrorCode.RateLimited"/> when the tenant
    /// has too many requests on record.
    /// </summary>
    [Alias("Claim")]
    Task<RequestClaim> Claim(NewClaim claim);

    /// <summary>
    /// Erases what is on record, except that the request was made: sent again it fails with <see cref="ErrorCode.UserNotFound"/>
    /// and takes no second effect. False when there is no record.
    /// </summary>
    [Alias("Forget")]
    Task<bool> Forget();

    /// <summary>
    /// Puts the answer on record. The answer that is on record when the same request, sent twice, was answered before; null
    /// when this one is the first, and when none is kept because it is too large or the record is gone.
    /// </summary>
    /// <param name="token">The claim's token.</param>
    /// <param name="answer">The answer.</param>
    [Alias("Complete")]
    Task<RequestAnswer?> Complete(string token, RequestAnswer answer);
}
