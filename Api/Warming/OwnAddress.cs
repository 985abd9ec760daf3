namespace Platform.Api.Warming;

/// <summary>Finds out how the process reaches itself.</summary>
internal static class OwnAddress
{
    /// <summary>An address on this machine among those that the server listens on; null when it only listens for TLS, or not on a port.</summary>
    public static Uri? Of(IEnumerable<string> listening)
    {
        foreach (var text in listening)
        {
            // "Any address" is written in several ways that are no URI, or one that leads nowhere.
            var local = text.Replace("://+", "://127.0.0.1", StringComparison.Ordinal)
                .Replace("://*", "://127.0.0.1", StringComparison.Ordinal)
                .Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal)
                .Replace("://[::]", "://127.0.0.1", StringComparison.Ordinal);
            if (Uri.TryCreate(local, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttp && address.Host != "unix")
                return address;
        }

        return null;
    }
}
