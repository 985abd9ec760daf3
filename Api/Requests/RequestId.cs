using Platform.Contracts.Keys;

namespace Platform.Api.Requests;

/// <summary>The id under which a request is found in logs: the caller's own when it is harmless, else a new one.</summary>
internal static class RequestId
{
    /// <summary>The header, of request and answer.</summary>
    public const string Header = "x-request-id";

    private const string Prefix = "req_";
    private const int MaxLength = 128;

    /// <summary>The id of a request.</summary>
    public static string Of(HttpRequest request, TimeProvider time)
    {
        string? sent = request.Headers[Header];
        return IsUsable(sent) ? sent! : SortableId.New(Prefix, time);
    }

    private static bool IsUsable(string? id)
    {
        if (id is not { Length: > 0 and <= MaxLength })
            return false;
        foreach (var character in id)
        {
            if (character is < '!' or > '~')
                return false;
        }

        return true;
    }
}
