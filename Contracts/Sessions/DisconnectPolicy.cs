namespace Platform.Contracts.Sessions;

/// <summary>What happens to a turn whose caller goes away before the end.</summary>
[GenerateSerializer, Alias("DisconnectPolicy")]
public enum DisconnectPolicy
{
    /// <summary>The turn runs on and is stored. The default.</summary>
    Finish,

    /// <summary>The turn is cancelled; what was produced is kept.</summary>
    Cancel,
}
