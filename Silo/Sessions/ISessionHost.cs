namespace Platform.Silo.Sessions;

/// <summary>What a session needs of the activation it lives in.</summary>
internal interface ISessionHost
{
    /// <summary>Ends the activation once it is idle.</summary>
    void Retire();

    /// <summary>Calls back once, in the activation's turn, unless what it answers is disposed before.</summary>
    IDisposable After(TimeSpan delay, Action action);
}
