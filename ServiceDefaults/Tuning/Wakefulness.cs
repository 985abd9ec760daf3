namespace Platform.ServiceDefaults.Tuning;

/// <summary>When the machine's idle processors are kept from sleeping.</summary>
public enum Wakefulness
{
    /// <summary>Never: the machine decides.</summary>
    Never,

    /// <summary>For 2 to 20 milliseconds after each request and each piece of an answer that came.</summary>
    AtWork,

    /// <summary>For as long as the process runs.</summary>
    Always,
}
