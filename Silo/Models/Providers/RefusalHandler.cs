using System.Net;

namespace Platform.Silo.Models.Providers;

/// <summary>
/// Turns every answer but a success into a <see cref="ProviderException"/>, before the provider's client library sees it: the
/// libraries differ in what they keep of status, <c>Retry-After</c> and body.
/// </summary>
/// <param name="credential">The key that is used, to be blanked where the provider repeats it.</param>
/// <param name="time">For a <c>Retry-After</c> that is a date.</param>
internal sealed class RefusalHandler(ProviderCredential credential, TimeProvider time) : DelegatingHandler
{
    private const int MaxBody = 16 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
            return response;

        using (response)
            throw await Refused(response, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ProviderException> Refused(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var transient = status is 408 or 429 or >= 500;
        var said = response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            ? $"the provider refused the {(credential.TenantId is null ? "platform's" : "tenant's own")} key"
            : $"the provider refused with status {status}{await Reason(response, cancellationToken).ConfigureAwait(false)}";
        return new ProviderException(said)
        {
            Status = status,
            IsTransient = transient,
            IsTimeout = status is 408 or 504,
            RetryAfter = transient ? RetryAfter(response) : null,
        };
    }

    private async Task<string> Reason(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = new byte[MaxBody];
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            var length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken)
                .ConfigureAwait(false);
            return ProviderMessage.Read(body.AsSpan(0, length), credential.ApiKey) is { } message ? $": {message}" : string.Empty;
        }
        catch (IOException)
        {
            // The status alone says enough.
            return string.Empty;
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        if (response.Headers.TryGetValues("retry-after-ms", out var values)
            && double.TryParse(values.First(), System.Globalization.CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds is >= 0 and <= int.MaxValue)
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        var header = response.Headers.RetryAfter;
        var after = header?.Delta ?? (header?.Date - time.GetUtcNow());
        return after < TimeSpan.Zero ? TimeSpan.Zero : after;
    }
}
