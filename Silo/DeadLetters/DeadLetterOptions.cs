namespace Platform.Silo.DeadLetters;

/// <summary>How many dropped turns are kept (section <c>Platform:DeadLetters</c>).</summary>
internal sealed class DeadLetterOptions
{
    /// <summary>The section these options come from.</summary>
    public const string Section = "Platform:DeadLetters";

    /// <summary>The newest dead letters that a session keeps, as long as it lives. Default 20; 1 to 100.</summary>
    public int MaxPerSession { get; set; } = 20;

    /// <summary>The newest dead letters that a tenant's list shows. Default 10,000; 1 to 1,000,000.</summary>
    public int MaxPerTenant { get; set; } = 10_000;
}
