namespace Platform.Silo.Models.Providers;

/// <summary>What went wrong between this silo and a provider, in words that may reach the caller: no secret, no raw body.</summary>
internal sealed class ProviderException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether asking again may help. Only such a failure is retried, and only such a failure counts for the breaker.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Whether the provider was too slow rather than wrong.</summary>
    public bool IsTimeout { get; init; }

    /// <summary>The HTTP status with which the provider refused; null when it did not come to that.</summary>
    public int? Status { get; init; }

    /// <summary>When the provider wants to be asked again; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The failure as a short word for metrics.</summary>
    public string ErrorType => Status?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? (IsTimeout ? "timeout" : "protocol");

    /// <summary>The failure behind an exception of a provider's client library.</summary>
    public static ProviderException From(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case ProviderException known:
                    return known;
                case HttpRequestException http:
                    return new ProviderException($"the connection failed ({http.HttpRequestError})", error) { IsTransient = true };
                case IOException:
                    return new ProviderException("the connection broke off in the middle of the answer", error) { IsTransient = true };
                case OperationCanceledException or TimeoutException:
                    return new ProviderException("the connection took too long", error) { IsTransient = true, IsTimeout = true };
            }
        }

        return new ProviderException("the answer does not follow the provider's protocol", error) { IsTransient = true };
    }
}
