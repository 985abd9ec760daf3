namespace Platform.Silo.DeadLetters;

/// <summary>How a tenant's index names a letter: session and turn, neither of which can hold a slash.</summary>
internal static class DeadLetterId
{
    private const char Separator = '/';

    /// <summary>The name of a letter.</summary>
    public static string Of(string sessionId, string turnId) => sessionId + Separator + turnId;

    /// <summary>The session and the turn that a name is made of.</summary>
    public static (string SessionId, string TurnId) Split(string id)
    {
        var separator = id.IndexOf(Separator);
        return (id[..separator], id[(separator + 1)..]);
    }
}
