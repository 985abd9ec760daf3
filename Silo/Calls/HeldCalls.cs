using Platform.ServiceDefaults.Requests;

namespace Platform.Silo.Calls;

/// <summary>The calls of one grain that are under way, each by the request it is for. Used in the grain's turns alone.</summary>
internal sealed class HeldCalls
{
    /// <summary>One for each call; null: it is for no request.</summary>
    private readonly List<string?> _requests = [];

    /// <summary>Whether any call is under way. While none is, none waits either.</summary>
    public bool Any => _requests.Count > 0;

    /// <summary>Whether a call of a request is under way.</summary>
    public bool Has(string request) => _requests.Contains(request);

    /// <summary>Runs a call.</summary>
    public async Task Run(Func<Task> call)
    {
        var request = RequestTags.Text;
        _requests.Add(request);
        try
        {
            await call();
        }
        finally
        {
            _requests.Remove(request);
        }
    }
}
